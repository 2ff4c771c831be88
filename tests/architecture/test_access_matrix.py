"""Every address × method × own or foreign object × role, against cells written by hand from the duties."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import reverse

from tests.architecture import bodies, factories, objects
from tests.architecture.addresses import Address, addresses

FILE = Path(__file__).with_name("access_matrix.csv")
KEY = ("url_name", "method", "object")
SIGN_IN = "sign-in"
"""A cell: led to the sign-in page."""
KEPT = "kept"
"""A cell: an answer below 500 that does not tell, and the object is as it was."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    url_name: str
    method: str
    object: str
    expected: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.url_name} {self.object}"


def rows() -> list[Row]:
    with FILE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert tuple(reader.fieldnames or ()) == (*KEY, *objects.COLUMNS), "the columns of access_matrix.csv"
        return [
            Row(
                reader.line_num, said["url_name"], said["method"], said["object"], {c: said[c] for c in objects.COLUMNS}
            )
            for said in reader
        ]


def objects_of(address: Address) -> Iterator[str]:
    owned = [name for name in address.arguments if objects.lookup(factories.OWNED, address.name, name) is not None]
    yield from ("own", "foreign") if owned else ("none",)


def unknown_arguments() -> Iterator[str]:
    for address in addresses():
        for name in address.arguments:
            if all(objects.lookup(table, address.name, name) is None for table in (factories.OWNED, factories.OPEN)):
                yield (
                    f'factories.py: tell how to make "{name}" of /{address.route}: OWNED["{address.name}.{name}"] = '
                    f"a factory of an own and a foreign object, or OPEN[…] = a value, if it belongs to nobody"
                )


def test_every_address_and_method_has_its_row() -> None:
    wanted = {
        (address.name, method, whose): address
        for address in addresses()
        for method in address.methods
        for whose in objects_of(address)
    }
    there = [(row.url_name, row.method, row.object) for row in rows()]
    blanks = ",".join(f"<{column}>" for column in objects.COLUMNS)
    faults = list(unknown_arguments())
    faults += [f"add the row: {','.join(key)},{blanks}" for key in sorted(set(wanted) - set(there))]
    faults += [
        f"no such address or method, remove the row: {','.join(key)}" for key in sorted(set(there) - set(wanted))
    ]
    faults += [
        f"the row is there twice: {','.join(key)}" for key in sorted({key for key in there if there.count(key) > 1})
    ]
    assert not faults, (
        "tests/architecture/access_matrix.csv and the addresses differ.\n"
        + "\n".join(faults)
        + "\nA cell is the HTTP status; sign-in: led to the sign-in page; kept: a silent refusal. Write what duties "
        "demand, not what the code does. A view with only one method says so: @require_safe, @require_POST."
    )


@pytest.mark.django_db
@pytest.mark.parametrize("row", rows(), ids=str)
def test_each_role_gets_what_its_duties_demand(row: Row, stage: objects.Scene, settings: Any) -> None:
    settings.SECOND_FACTOR = False  # its own tests; here everyone who signed in has passed it
    address = next((address for address in addresses() if address.name == row.url_name), None)
    if address is None:
        pytest.skip("the other test names the stale row")
    wrong = []
    for column in objects.COLUMNS:
        with transaction.atomic():  # what one role does, the next does not find
            found = call(stage, address, row, column)
            transaction.set_rollback(True)
        if found != row.expected[column]:
            wrong.append(f"{column}: expected {row.expected[column] or 'nothing'}, got {found}")
    assert not wrong, f"access_matrix.csv:{row.line} {row}\n" + "\n".join(wrong)


def call(stage: objects.Scene, address: Address, row: Row, column: str) -> str:
    cache.clear()  # a limit by address would count all columns together
    browser: Client = objects.client(stage, column)
    person = stage.people.get(column, stage.people["operator"])
    made: dict[str, objects.Made] = {}
    values = {}
    for name in address.arguments:
        if factory := objects.lookup(factories.OWNED, address.name, name):
            made[name] = factory(stage, person, row.object == "own", made)
            values[name] = made[name].value
        else:
            values[name] = objects.lookup(factories.OPEN, address.name, name)(stage)
    before = [stored(one.row) for one in made.values()]
    found = cell(send(browser, row.method, reverse(address.name, kwargs=values), body(stage, address, person)))
    if row.expected[column] == KEPT:
        unchanged = before == [stored(one.row) for one in made.values()]
        return KEPT if unchanged and int(found) < 500 else f"{found}, and the object was changed"
    return found


def stored(row: Any) -> dict[str, Any] | None:
    found: dict[str, Any] | None = type(row)._default_manager.filter(pk=row.pk).values().first()
    return found


def body(stage: objects.Scene, address: Address, person: Any) -> Any:
    return bodies.BODIES[address.name](stage, person) if address.name in bodies.BODIES else {}


def send(browser: Client, method: str, url: str, data: Any) -> Any:
    if method in {"GET", "POST"}:  # POST as a form, files included
        return browser.get(url) if method == "GET" else browser.post(url, data)
    return browser.generic(method, url, urlencode(data), "application/x-www-form-urlencoded")


def cell(response: Any) -> str:
    if response.status_code == 302 and response["Location"].partition("?")[0] == resolve_url(settings.LOGIN_URL):
        return SIGN_IN
    return str(response.status_code)
