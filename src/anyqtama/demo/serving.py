"""The demo's own processes beside the product: live visitors at once, the older days once."""

import sys
from collections.abc import Sequence
from typing import Protocol


class Children(Protocol):
    def start(self, name: str, command: Sequence[str], *, once: bool = False, gently: bool = False) -> None: ...


def start(children: Children) -> None:
    anyqtama = [sys.executable, "-m", "anyqtama", "demo"]
    children.start("demo: live visitors", [*anyqtama, "--live"], gently=True)
    children.start("demo: older days", [*anyqtama, "--older"], once=True, gently=True)
