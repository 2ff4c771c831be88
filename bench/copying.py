"""Copies of rows made inside the database: the many rows of a load are not all drawn one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model


def copy(model: type[Model], said: Mapping[str, str], where: str) -> None:
    """The rows of `where` once more, with the values `said` (column → SQL); others as they are, ids drawn anew.

    On PostgreSQL inside a transaction: keys are not checked, they are right by construction.
    """
    from django.db import connection

    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    names = [str(field.column) for field in fields if field.column != "id" or "id" in said]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(said.get(name, f'"{name}"') for name in names)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE {where}")


def after_copies(*models: type[Model]) -> None:
    """The next row gets an id of its own."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
