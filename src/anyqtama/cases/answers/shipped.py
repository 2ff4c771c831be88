"""The templates of answers that the product ships. What an administrator changed is left as it is."""

import tomllib
from pathlib import Path

from anyqtama.cases.models import AnswerTemplate, CaseKind

FILE = Path(__file__).parent.parent / "data" / "answer_templates.toml"


def load() -> None:
    """Safe to repeat."""
    kinds = {kind.code: kind for kind in CaseKind.objects.all()}
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["template"]
    made = [
        AnswerTemplate(
            code=row["code"], order=row["order"], names=row["names"], kind=kinds.get(row.get("kind", "")),
            texts={language: text.strip() for language, text in row["texts"].items()},
        )
        for row in rows
    ]  # fmt: skip
    AnswerTemplate.objects.bulk_create(made, ignore_conflicts=True)
