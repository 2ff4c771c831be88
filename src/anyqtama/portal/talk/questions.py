"""The questions of the rating as the visitor's language shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from anyqtama.forms.models import QuestionnaireVersion
from anyqtama.kernel.labels import label


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """`lowest`, `highest`: what the ends of a scale mean."""

    key: str
    kind: str
    text: str
    required: bool
    missing: bool
    options: list[Option]
    lowest: str
    highest: str


def shown(version: QuestionnaireVersion, answers: Mapping[str, Any], missing: str) -> list[Question]:
    """Scales and choices; free text is asked once, as the comment."""
    return [
        _question(each, str(answers.get(each["key"], "")), missing)
        for each in version.questions
        if each["kind"] in {"scale", "choice"}
    ]


def _question(said: Mapping[str, Any], answer: str, missing: str) -> Question:
    options = said.get("options", [])
    scale = said["kind"] == "scale"
    texts = [label(option.get("texts") or {}) for option in options]
    return Question(
        key=said["key"],
        kind=said["kind"],
        text=label(said["texts"]),
        required=bool(said.get("required")),
        missing=said["key"] == missing,
        options=[
            Option(str(option["value"]), str(option["value"]) if scale else text, str(option["value"]) == answer)
            for option, text in zip(options, texts, strict=True)
        ],
        lowest=texts[0] if scale and texts else "",
        highest=texts[-1] if scale and texts else "",
    )
