"""The README's examples run as they stand there, on the files beside the science's pages."""

import re
import shlex
from pathlib import Path

import pytest

from anyqtama.__main__ import main

ROOT = Path(__file__).parents[5]
LINES = re.findall(
    r"^ {4}\S*anyqtama (science \w+ docs/.*?)(?: {2,}#.*)?$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE
)


def test_there_are_five() -> None:
    assert [line.split()[1] for line in LINES] == ["forecast", "staff", "roster", "simulate", "agree"]


@pytest.mark.parametrize("line", LINES)
def test_an_example_runs(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = shlex.split(line)
    words = [str(ROOT / word) if word.startswith("docs/") else word for word in words]
    monkeypatch.chdir(tmp_path)
    assert main(words) == 0
    for option in ("--out", "--plot"):
        if option in words:
            assert Path(words[words.index(option) + 1]).stat().st_size > 0
