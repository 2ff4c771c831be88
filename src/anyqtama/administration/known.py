"""What a form or an import may point at, by code: each table read once a request, however many rows ask."""

from typing import Any, TypeVar

from django.db import models

from anyqtama.kernel.labels import label
from anyqtama.knowledge.models import Article

M = TypeVar("M", bound=models.Model)


def key_of(model: type[models.Model]) -> str:
    """The field by which people name a row of `model`: its code; a person's login; a year."""
    names = {field.name for field in model._meta.get_fields()}
    return next((name for name in ("code", "login", "year", "date") if name in names), "pk")


def key(row: models.Model) -> str:
    return str(getattr(row, key_of(type(row))))


def called(row: models.Model) -> str:
    """How a row is offered in a list of choices."""
    if isinstance(row, Article):
        return label({text.language: text.title for text in row.texts.all()}) or row.code
    return str(row)


class Known:
    """Rows by their key; `expect` adds those that an import is about to make."""

    def __init__(self) -> None:
        self._tables: dict[type[models.Model], dict[str, Any]] = {}

    def table(self, model: type[M]) -> dict[str, M]:
        if model not in self._tables:
            rows = model._default_manager.order_by("pk")
            if model is Article:
                rows = rows.prefetch_related("texts")  # an article is called by its title
            self._tables[model] = {key(row): row for row in rows}
        return self._tables[model]

    def find(self, model: type[M], code: str) -> M | None:
        return self.table(model).get(code)

    def expect(self, row: models.Model) -> None:
        self.table(type(row))[key(row)] = row
