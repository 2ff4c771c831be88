"""The demo's rating questionnaire: was the matter answered, how was the service. Its keys are what history counts."""

from typing import Any

from anyqtama.demo.content.shapes import Rating, Text

SCALE = (1, 2, 3, 4, 5)


def questions(said: Rating) -> list[dict[str, Any]]:
    ends = {SCALE[0]: said.score_lowest.labels(), SCALE[-1]: said.score_highest.labels()}
    return [
        {
            "key": "solved",
            "kind": "choice",
            "texts": said.resolved.labels(),
            "required": True,
            "options": [
                _option("yes", said.resolved_yes),
                _option("partly", said.resolved_partly),
                _option("no", said.resolved_no),
            ],
        },
        {
            "key": "rating",
            "kind": "scale",
            "texts": said.score.labels(),
            "required": True,
            "options": [{"value": value, "texts": ends.get(value, {})} for value in SCALE],
        },
    ]


def _option(value: str, text: Text) -> dict[str, Any]:
    return {"value": value, "texts": text.labels()}
