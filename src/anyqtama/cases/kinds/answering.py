"""How cases of a kind are answered, as data: who must agree, who signs, whether the client confirms before closing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from anyqtama.cases.models import CaseKind


@dataclass(frozen=True, slots=True)
class Way:
    """`agree` and `sign` are codes of roles, in their order. `four_eyes`: nobody decides on a draft of their own.

    `confirm_days`: how long the client has to say "solved" before the case closes by rule; 0: nobody is asked.
    `decision`: the key of the field that {decision} stands for. `head`: what the paper begins with, by language.
    """

    agree: tuple[str, ...] = ()
    sign: str = ""
    four_eyes: bool = False
    confirm_days: int = 0
    decision: str = ""
    head: Mapping[str, str] = field(default_factory=dict)

    @property
    def steps(self) -> list[dict[str, str]]:
        signs = [{"act": "sign", "role": self.sign}] if self.sign else []
        return [*({"act": "agree", "role": role} for role in self.agree), *signs]


def way(kind: CaseKind) -> Way:
    said: dict[str, Any] = dict(kind.answering)
    return Way(**said | {"agree": tuple(said.get("agree", ()))})
