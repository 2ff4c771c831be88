"""The product's modules as parsed source, for the tests of this folder."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "src" / "anyqtama"


@dataclass(frozen=True, slots=True)
class Module:
    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def is_test(self) -> bool:
        return ".tests" in self.name

    @property
    def lines(self) -> int:
        return self.text.count("\n")

    def place(self, node: ast.stmt | ast.expr) -> str:
        return f"{self.path.relative_to(ROOT)}:{node.lineno}"


@cache
def modules() -> tuple[Module, ...]:
    """All modules under src/ but migrations."""
    return tuple(_modules())


def _modules() -> Iterator[Module]:
    for path in sorted(PACKAGES.rglob("*.py")):
        inside = path.relative_to(PACKAGES)
        if "migrations" in inside.parts:
            continue
        name = ".".join(inside.with_suffix("").parts).removesuffix(".__init__")
        text = path.read_text(encoding="utf-8")
        yield Module(name, path, text, ast.parse(text))


def calls(module: Module) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))


def dotted(node: ast.expr) -> str:
    """`a.b().c` as "a.b.c"; what is neither a name, an attribute nor a call ends it."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Call):
        return dotted(node.func)
    return node.id if isinstance(node, ast.Name) else ""
