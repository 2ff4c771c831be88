"""What the tests of the settings share: a small organisation and its administrator's browser."""

import io
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from anyqtama.config import shipped
from anyqtama.contacts.models import Queue
from anyqtama.kernel.models import Entry
from anyqtama.people.models import Person, Skill, Unit
from anyqtama.people.roles import Role
from tests import cast, centre

NAMES = {"names_0": "Жаңа атау", "names_1": "Новое имя", "names_2": "New name"}


@dataclass(frozen=True, slots=True)
class Stage:
    administrator: Person
    browser: Client
    centre: Unit
    group: Unit
    queue: Queue
    skill: Skill
    operator: Person

    def get(self, path: str, **query: str) -> Any:
        return self.browser.get(f"/settings/{path}", query)

    def post(self, path: str, **data: Any) -> Any:
        return self.browser.post(f"/settings/{path}", data)

    def upload(self, slug: str, table: bytes | list[list[Any]], name: str = "table.csv") -> Any:
        content = table if isinstance(table, bytes) else workbook(table)
        return self.post(f"{slug}/import/", table=SimpleUploadedFile(name, content))

    def confirm(self, slug: str, answer: Any) -> Any:
        return self.post(f"{slug}/import/confirm/", table=answer.context["preview"]["sealed"])


def stage() -> Stage:
    shipped.load()
    whole = cast.unit("centre")
    group = cast.unit("city-group", parent=whole)
    administrator = cast.person(Role.SYSADMIN, login="ruslan", unit=whole, whole_centre=True, language="en")
    operator = cast.person(Role.OPERATOR, login="assel", unit=group)
    queue = centre.queue("city-services", unit=group)
    skill = Skill.objects.create(code="payments", names=centre.names("payments"))
    browser = Client()
    browser.force_login(administrator)
    return Stage(administrator, browser, whole, group, queue, skill, operator)


def workbook(rows: list[list[Any]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


def told(subject: Any, kind: str = "settings.changed") -> Entry:
    """The newest entry about a row."""
    return Entry.objects.filter(kind=kind, subject_kind=subject._meta.model_name, subject_id=str(subject.pk)).latest(
        "id"
    )
