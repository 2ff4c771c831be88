import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

from anyqtama.cases import closing, editing, extending, moving, promising
from anyqtama.cases.forgetting import KEEPER
from anyqtama.cases.kinds import parts, shipped
from anyqtama.cases.models import Case, CaseKind, CaseState, LegalType, Paper, Scan, Term
from anyqtama.cases.page.history import history
from anyqtama.cases.papers import arriving, checking, folder, redating, typing
from anyqtama.cases.reminders import planning
from anyqtama.cases.tests.world import case, only_for_leads, queries, signed_in
from anyqtama.clients.models import DataClass, Look, RecordField
from anyqtama.clients.records import fields
from anyqtama.clients.records import shipped as shipped_records
from anyqtama.kernel import files, shipped_data
from anyqtama.kernel.models import Entry, Job, StoredFile
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import NOW

pytestmark = pytest.mark.django_db
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fea7d6a5e60000000049454e44ae426082"
)
PDF = b"%PDF-1.4\n1 0 obj << >> endobj\ntrailer << >>\n%%EOF\n"


@pytest.fixture(autouse=True)
def stage(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.DATA, settings.SCANS = tmp_path, tmp_path / "scans"
    shipped_data.load()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


@pytest.fixture
def second() -> Person:
    return centre.operator(language="en")


def scan(by: Person | None, name: str = "өтініш.png", data: bytes = PICTURE) -> Scan:
    return arriving.take_in(stream=BytesIO(data), name=name, by=by, at=NOW)


def typed(by: Person, *, kind: CaseKind | None = None, on: date | None = None, **more: Any) -> Case:
    given = {"scans": [scan(by)], "sort": Paper.Sort.APPLICATION, "formal": None} | more
    return typing.register(
        make=lambda began: case(by, kind=kind, received_at=began), received_on=on or timezone.localdate(NOW), by=by,
        at=NOW, **given,
    )  # fmt: skip


def checked_kind() -> CaseKind:
    kind = shipped.usual()
    kind.parts = {parts.PAPER: "with_department"}
    kind.save()
    return kind


def send(person: Person, **fields: Any) -> Any:
    given = {
        "topic": centre.topic(promise_minutes=60).pk, "subject": "Су жоқ", "language": "kk", "name": "Ким Сергей",
        "sort": "bill", "received_on": timezone.localdate(NOW).isoformat(),
    }  # fmt: skip
    return signed_in(person).post("/cases/papers/new/", given | fields)


def test_a_scan_is_told_by_its_content_and_nothing_is_kept_of_another_file(operator: Person) -> None:
    assert scan(operator, "бет.pdf", PDF).file.content_type == "application/pdf"  # type: ignore[union-attr]
    with pytest.raises(arriving.NotAScan):
        scan(operator, "шот.pdf", "Жай мәтін".encode())
    with pytest.raises(arriving.NotAScan):
        scan(operator, "шот.pdf", b"MZ\x90\x00\x03\x00\x00\x00")
    assert StoredFile.objects.count() == Scan.objects.count() == 1


def test_what_the_scanner_drops_into_its_folder_waits_and_what_is_none_lies_aside() -> None:
    root = folder.root()
    root.mkdir()
    for name, data in (("бір.pdf", PDF), ("екі.png", PICTURE), ("вирус.pdf", b"MZ\x90\x00\x00"), ("бос.pdf", b"")):
        (root / name).write_bytes(data)
    (root / ".partial").write_bytes(PDF)
    assert folder.sweep(at=datetime.now(UTC) - timedelta(days=9)) == 0  # the scanner may still be writing
    later = datetime.fromtimestamp((root / "бос.pdf").stat().st_mtime, UTC) + timedelta(minutes=1)
    assert folder.sweep(at=later) == 4
    assert set(Scan.objects.filter(refused="").values_list("name", flat=True)) == {"бір.pdf", "екі.png"}
    aside = {one.name: str(folder.why(one)) for one in Scan.objects.exclude(refused="")}
    assert set(aside) == {"вирус.pdf", "бос.pdf"}
    assert aside["бос.pdf"] == str(files.FileEmpty.message)
    assert [path.name for path in root.iterdir() if path.is_file()] == [".partial"]
    assert len(list((root / folder.ASIDE).iterdir())) == 2
    assert folder.sweep(at=later) == 0


def test_the_case_runs_from_the_day_of_receipt(operator: Person) -> None:
    today = typed(operator)
    earlier = typed(operator, on=timezone.localdate(NOW) - timedelta(days=3))
    assert earlier.due_at < today.due_at
    assert earlier.registered_at == today.registered_at == NOW
    assert timezone.localtime(earlier.began_at).strftime("%d %H:%M") == "13 09:00"
    with pytest.raises(typing.NotYetReceived):
        typed(operator, on=timezone.localdate(NOW) + timedelta(days=1))


def test_a_signed_application_has_its_term_of_law_from_the_day_of_receipt(operator: Person) -> None:
    promising.load()
    formal = typing.Formal(Term.objects.get(code="administrative"), LegalType.APPLICATION, "Ким", "Астана")
    made = typed(operator, formal=formal, on=timezone.localdate(NOW) - timedelta(days=7))
    today = typed(operator, formal=formal)
    made.refresh_from_db()
    assert made.formal.received_at == made.began_at
    assert made.due_at < Case.objects.get(pk=today.pk).due_at
    assert made.regime == "administrative"


def test_a_scan_is_registered_once_and_without_one_nothing_is(operator: Person) -> None:
    one = scan(operator)
    typed(operator, scans=[one])
    with pytest.raises(arriving.NotWaiting):
        typed(operator, scans=[one])
    with pytest.raises(typing.ScanFirst):
        typed(operator, scans=[])
    assert Case.objects.count() == 1
    with pytest.raises(arriving.NotWaiting):
        arriving.put_away(scan=one, by=operator, at=NOW)


def test_another_person_checks_and_what_they_put_right_keeps_both_names(operator: Person, second: Person) -> None:
    made = typed(operator, kind=checked_kind())
    seen = editing.values(made)
    with pytest.raises(checking.OwnTyping):
        checking.check(paper=made.paper, seen=seen, said=seen, by=operator, at=NOW)
    said = seen | {"subject": "Ауылда жарық жоқ"}
    paper = checking.check(paper=made.paper, seen=seen, said=said, by=second, at=NOW)
    row = paper.corrections.get()
    assert (row.field, row.before, row.after) == ("subject", "Аулада жарық жоқ", "Ауылда жарық жоқ")
    assert (paper.typed_by, row.by, paper.checked_by) == (operator, second, second)
    assert Case.objects.get().subject == "Ауылда жарық жоқ"
    assert Entry.objects.get(kind="case.paper_checked").payload["corrected"] == ["subject"]
    with pytest.raises(checking.CheckedAlready):
        checking.check(paper=paper, seen=said, said=said, by=second, at=NOW)
    page = signed_in(second).get(f"/cases/{made.number}/paper/").content.decode()
    assert "put right by" in page
    assert "Аулада жарық жоқ" in page


def redated(made: Case, by: Person, on: date) -> Case:
    seen = editing.values(made)
    checking.check(paper=made.paper, seen=seen, said=seen, received_on=on, by=by, at=NOW)
    return Case.objects.get(pk=made.pk)


def test_the_day_of_receipt_is_put_right_and_the_term_runs_from_it(operator: Person, second: Person) -> None:
    planning.load()
    made = typed(operator, kind=checked_kind())
    typed_on, due, reminder = timezone.localdate(NOW), made.due_at, Job.objects.get(kind=planning.REMIND).run_at
    on = typed_on - timedelta(days=3)
    with pytest.raises(redating.TypedBefore):
        redated(made, second, typed_on + timedelta(days=1))
    now = redated(made, second, on)
    assert Job.objects.get(kind=planning.REMIND).run_at < reminder
    assert (now.due_at, now.began_at) == (typed(operator, on=on).due_at, typing.received(on, NOW))
    change = now.due_changes.get()
    assert (change.before, change.after, change.reason, change.by) == (due, now.due_at, "redated", second)
    row = now.paper.corrections.get()
    assert (row.field, row.before, row.after) == ("received_on", typed_on.isoformat(), on.isoformat())
    assert Entry.objects.get(kind="case.paper_checked").payload["corrected"] == ["received_on"]
    with override("en"):
        [told] = [event for event in history(now) if event.what == "read another day of receipt from the paper"]
    assert [(one.field, one.old, one.new) for one in told.changes][:1] == [
        ("Day of receipt", "16 November 2026", "13 November 2026")
    ]
    assert [one.field for one in told.changes] == ["Day of receipt", "Due"]


def test_a_term_of_law_runs_from_the_day_put_right_until_it_was_lengthened(operator: Person, second: Person) -> None:
    promising.load()
    formal = typing.Formal(Term.objects.get(code="administrative"), LegalType.APPLICATION, "Ким", "Астана")
    made, other = (typed(operator, kind=checked_kind(), formal=formal) for _number in range(2))
    on, due = timezone.localdate(NOW) - timedelta(days=7), Case.objects.get(pk=made.pk).due_at
    now = redated(made, second, on)
    assert now.due_at < due
    assert now.formal.received_at == now.began_at == typing.received(on, NOW)
    until = timezone.localdate(due) + timedelta(days=14)
    extending.extend(case=other, until=until, reason="Сараптама", decided_by="Басшы", by=operator, at=NOW)
    longer = Case.objects.get(pk=other.pk).due_at
    assert redated(other, second, on).due_at == longer


def test_what_is_answered_keeps_its_due_time(operator: Person, second: Person) -> None:
    made = typed(operator, kind=checked_kind())
    due = made.due_at
    closing.close(case=made, by=operator, resolved=True, reason="", at=NOW)
    now = redated(made, second, timezone.localdate(NOW) - timedelta(days=3))
    assert (now.due_at, now.due_changes.count()) == (due, 0)
    assert now.paper.received_on == timezone.localdate(NOW) - timedelta(days=3)


def test_the_page_of_the_check_corrects_the_day(operator: Person, second: Person) -> None:
    made = typed(operator, kind=checked_kind())
    browser, address = signed_in(second), f"/cases/{made.number}/paper/"
    page = browser.get(address)
    assert 'value="16.11.2026"' in page.content.decode()
    said = {name: value for name, value in page.context["form"].initial.items() if value is not None}
    given = said | {"seen": json.dumps(said["seen"]), "received_on": "17.11.2026"}
    refused = browser.post(address, given)
    assert refused.status_code == 409
    assert "cannot be later than the day on which the paper was typed" in refused.content.decode()
    assert browser.post(address, given | {"received_on": ""}).status_code == 422
    assert browser.post(address, given | {"received_on": "13.11.2026"}).status_code == 302
    shown = browser.get(address).content.decode()
    assert "<del>16 November 2026</del> → <b>13 November 2026</b>" in shown


def test_who_may_not_see_what_was_typed_does_not_check_it_and_a_number_in_the_form_is_a_look(
    operator: Person, second: Person
) -> None:
    shipped_records.load()
    made = typed(operator, kind=checked_kind())
    Case.objects.filter(pk=made.pk).update(details="Карта 4400 4301 2345 6789")
    browser, address = signed_in(second), f"/cases/{made.number}/paper/"
    assert "4400 4301 2345 6789" in browser.get(address).content.decode()
    assert (Look.objects.get().person, Look.objects.get().field) == (second, "case.details")
    DataClass.objects.filter(code="bank").update(roles=["team_lead"])
    RecordField.objects.filter(record="case", field="details").update(data_class=DataClass.objects.get(code="bank"))
    fields.changed()
    page = browser.get(address)
    assert page.context["form"] is None
    said = {"subject": "Басқа", "details": "менің", "language": "kk", "received_on": "13.11.2026"}
    refused = browser.post(address, said)
    assert refused.status_code == 409
    assert "you do not change it" in refused.content.decode()
    assert [word for word in ("Карта", "6789") if word in (page.content + refused.content).decode()] == []
    assert Look.objects.count() == 1


def test_the_stage_that_needs_the_check_waits_for_it(operator: Person, second: Person) -> None:
    kind = checked_kind()
    made = typed(operator, kind=kind)
    assert made.state == CaseState.NEW
    with pytest.raises(parts.PartsMissing):
        moving.move(case=made, stage="with_department", by=operator, at=NOW)
    seen = editing.values(made)
    checking.check(paper=made.paper, seen=seen, said=seen, by=second, at=NOW)
    assert moving.move(case=made, stage="with_department", by=operator, at=NOW).stage == "with_department"


def test_a_case_that_did_not_come_on_paper_waits_for_no_check(operator: Person) -> None:
    kind = checked_kind()
    topic = centre.topic(promise_minutes=60, department=cast.unit("vodokanal"))
    assert case(operator, kind=kind, topic=topic).state == CaseState.WITH_DEPARTMENT
    assert case(operator, kind=kind, topic=topic, received_at=NOW).state == CaseState.NEW
    assert moving.move(case=case(operator, kind=kind), stage="with_department", by=operator, at=NOW)


def test_the_page_registers_with_the_file_and_shows_it(operator: Person) -> None:
    answer = send(operator, pages=SimpleUploadedFile("шот.png", PICTURE))
    made = Case.objects.get()
    assert answer["Location"] == f"/cases/{made.number}/"
    assert (made.paper.sort, made.client.name) == ("bill", "Ким Сергей")
    page = signed_in(operator).get(f"/cases/{made.number}/").content.decode()
    assert "шот.png" in page
    assert "typed it from paper received on" in page


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [("шот.pdf", b"MZ\x90\x00\x03", "This is no scan"), ("үлкен.pdf", b"", "too large")],
)
def test_a_file_that_is_refused_is_said_and_what_is_typed_stays(
    operator: Person, settings: Any, name: str, data: bytes, said: str
) -> None:
    settings.FILE_LIMIT_BYTES = 200
    answer = send(operator, details="Ұзақ мәтін", pages=SimpleUploadedFile(name, data or PDF + b"%" * 300))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert name in page
    assert said in page
    assert "Ұзақ мәтін" in page
    assert "Ким Сергей" in page
    assert not Case.objects.exists()


def test_attaching_keeps_what_is_typed_and_the_scan_stands_beside_it(operator: Person) -> None:
    answer = send(operator, act="attach", details="Ұзақ мәтін", subject="", pages=SimpleUploadedFile("a.png", PICTURE))
    page = answer.content.decode()
    assert answer.status_code == 200
    held = Scan.objects.get()
    assert f'name="scan" value="{held.pk}"' in page
    assert f"/cases/papers/scans/{held.pk}/" in page
    assert "Ұзақ мәтін" in page
    assert "aq-error-summary" not in page
    assert send(operator, scan=held.pk).status_code == 302


def test_a_term_of_law_asks_who_writes_and_from_where(operator: Person) -> None:
    promising.load()
    term = Term.objects.get(code="administrative").pk
    answer = send(operator, term=term, pages=SimpleUploadedFile("a.png", PICTURE))
    assert answer.status_code == 422
    held = Scan.objects.get()
    assert send(operator, term=term, postal_address="Астана", scan=held.pk).status_code == 302
    assert Case.objects.get().formal.who == "Ким Сергей"


def test_a_pdf_shows_in_a_frame_of_ours_and_only_there(operator: Person) -> None:
    held = scan(operator, "бет.pdf", PDF)
    answer = signed_in(operator).get(f"/cases/papers/scans/{held.pk}/")
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox" not in answer["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("inline")


def test_who_registers_sees_what_waits_and_who_sees_the_case_sees_its_scan(operator: Person) -> None:
    waits = scan(operator)
    done = typed(operator).paper.scans.get()
    quality = cast.person(Role.QUALITY_ANALYST)
    assert signed_in(quality).get(f"/cases/papers/scans/{waits.pk}/").status_code == 404
    assert signed_in(quality).get(f"/cases/papers/scans/{done.pk}/").status_code == 200


def test_the_list_of_what_waits_asks_the_same_however_long(operator: Person, second: Person) -> None:
    kind = checked_kind()
    scan(operator)
    typed(operator, kind=kind)
    few = queries(signed_in(second), "/cases/papers/")
    for _ in range(5):
        scan(operator)
        typed(operator, kind=kind)
    assert queries(signed_in(second), "/cases/papers/") == few


def test_erasing_the_client_forgets_the_paper(operator: Person, second: Person) -> None:
    made = typed(operator, kind=checked_kind())
    seen = editing.values(made)
    checking.check(paper=made.paper, seen=seen, said=seen | {"subject": "Басқа"}, by=second, at=NOW)
    KEEPER.erase([made.client_id], NOW)
    assert not StoredFile.objects.exists()
    assert made.paper.scans.get().name == "—"
    assert made.paper.corrections.get().before is None


def test_a_scan_is_all_that_a_case_says_and_opens_to_whom_that_is(operator: Person, second: Person) -> None:
    made = typed(operator, kind=checked_kind())
    scanned, waiting = f"/cases/papers/scans/{Scan.objects.get().pk}/", scan(operator, "күтеді.png")
    pages = (f"/cases/{made.number}/", f"/cases/{made.number}/paper/")
    assert [page for page in pages if scanned not in signed_in(second).get(page).content.decode()] == []
    assert signed_in(second).get(scanned).status_code == 200
    only_for_leads("details")
    refused = signed_in(second).get(scanned)
    assert refused.status_code == 403
    assert "words of the case that are not for your role" in refused.content.decode()
    assert [page for page in pages if scanned in signed_in(second).get(page).content.decode()] == []
    lead = cast.person(Role.TEAM_LEAD, whole_centre=True)
    assert signed_in(lead).get(scanned).status_code == 200
    typing_it = f"/cases/papers/scans/{waiting.pk}/"
    assert signed_in(second).get(typing_it).status_code == 200, "whoever types it has the paper"
