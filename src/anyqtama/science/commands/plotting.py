"""Figures of the science commands; matplotlib is loaded only here, when a figure is asked for."""

from pathlib import Path
from typing import Any

from anyqtama.science.refusals import BadInput


def new_figure() -> tuple[Any, Any]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        mend = "install it with: pip install 'anyqtama[science]'"
        raise BadInput(where="--plot", what="needs matplotlib", mend=mend) from error
    figure = Figure(figsize=(10, 4.5), layout="constrained")
    return figure, figure.subplots()


def check_figure(path: Path | None) -> None:
    """Refuse a figure that could not be saved before the work is done."""
    if path is not None and path.suffix.lower() not in (".png", ".svg"):
        raise BadInput(where="--plot", what=f"is {path.name}", mend="end it in .png or .svg")


def save(figure: Any, path: Path) -> None:
    check_figure(path)
    try:
        figure.savefig(path, dpi=150)
    except OSError as error:
        raise BadInput(
            where="--plot", what=f"cannot be written ({error.strerror})", mend="give another path"
        ) from error
