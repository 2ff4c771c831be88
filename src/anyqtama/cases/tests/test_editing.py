"""Two editors at one case never lose a word of each other."""

import random
from typing import Any

import pytest

from anyqtama.cases import editing
from anyqtama.cases.forms import EditForm
from anyqtama.cases.kinds import fields, shipped
from anyqtama.cases.merging import merge
from anyqtama.cases.models import Case, CaseKind
from anyqtama.cases.tests.world import XSS, case, signed_in
from anyqtama.kernel import shipped_data
from anyqtama.kernel.models import Entry
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.centre import later

pytestmark = pytest.mark.django_db
INTERLEAVINGS = 200
NAMES = ("subject", "details", "address", "field_product", "field_symptom", "field_cause")


@pytest.fixture(autouse=True)
def stage(db: None) -> None:
    shipped_data.load()
    shipped.load()


@pytest.fixture
def operator() -> Person:
    return centre.operator(language="en")


def support(by: Person) -> Case:
    given = {"product": "Модем", "symptom": "Қосылмайды"}
    return case(by, kind=CaseKind.objects.get(code="support"), fields=given)


def test_two_editors_in_two_hundred_interleavings_lose_no_word(operator: Person) -> None:
    """What was sent is in the case, or in the journal as seen and replaced, or still with its editor."""
    chance, colleague = random.Random(20261129), centre.operator()
    for number in range(INTERLEAVINGS):
        made = support(operator)
        editors = [_Editor(by, made, chance, f"{number}-{index}") for index, by in enumerate((operator, colleague))]
        for _turn in range(chance.randint(3, 9)):
            chance.choice(editors).acts()
        made.refresh_from_db()
        stands = {str(value) for value in editing.values(made).values()}
        entries = Entry.objects.filter(kind="case.changed", subject_id=str(made.pk))
        replaced = {str(value) for entry in entries for value in (entry.personal or {})["before"].values()}
        for editor in editors:
            for word in editor.sent:
                assert word in stands | replaced | editor.kept, (number, word)
            assert editor.overwrote_unseen == []


class _Editor:
    """Opens the form, types, sends; keeps what was refused, takes over what it was shown, and may send again."""

    def __init__(self, by: Person, made: Case, chance: random.Random, name: str) -> None:
        self.by, self.case, self.chance, self.name = by, made, chance, name
        self.sent: set[str] = set()
        self.kept: set[str] = set()
        self.overwrote_unseen: list[str] = []
        self.count = 0
        self.opens()

    def opens(self) -> None:
        self.case.refresh_from_db()
        self.seen = dict(editing.values(self.case))
        self.form = dict(self.seen)

    def acts(self) -> None:
        if self.chance.random() < 0.25:
            self.kept |= {str(v) for n, v in self.form.items() if v != self.seen[n]}
            self.opens()
        for name in self.chance.sample(NAMES, self.chance.randint(1, 3)):
            self.count += 1
            self.form[name] = f"{self.name}-{name}-{self.count}"
        if self.chance.random() < 0.75:
            self.sends()

    def sends(self) -> None:
        typed = {name: value for name, value in self.form.items() if value != self.seen[name]}
        self.sent |= set(map(str, typed.values()))
        self.case.refresh_from_db()
        stands = editing.values(self.case)
        try:
            editing.change(case=self.case, seen=self.seen, said=self.form, by=self.by, at=later(self.count))
        except editing.BothChanged as both:
            self.kept |= set(map(str, typed.values()))
            self.seen |= {name: both.now[name] for name in both.names}
        else:
            self.overwrote_unseen += [name for name in typed if (stands[name] or "") != (self.seen[name] or "")]
            self.opens()


def test_a_merge_takes_each_side_where_only_one_changed() -> None:
    merged = merge(
        seen={"a": "1", "b": "1", "c": "1", "d": "1", "e": None},
        now={"a": "2", "b": "1", "c": "2", "d": "2", "e": None},
        said={"a": "1", "b": "3", "c": "3", "d": "2", "e": ""},
    )
    assert merged.values == {"b": "3", "c": "3"}
    assert merged.conflicts == ("c",)


def test_what_was_asked_for_is_not_emptied_again(operator: Person) -> None:
    made = support(operator)
    seen = editing.values(made)
    with pytest.raises(fields.FieldsMissing):
        editing.change(case=made, seen=seen, said=seen | {"field_symptom": ""}, by=operator, at=later(5))


def post(person: Person, made: Case, **said: Any) -> Any:
    return signed_in(person).post(f"/cases/{made.number}/fields/", said)


def sent(made: Case, **changes: Any) -> dict[str, Any]:
    """What a browser sends from the page's own form."""
    form = EditForm(case=made)
    data = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in (data | changes).items()}


def test_the_page_joins_two_editors_and_lets_the_second_choose(operator: Person) -> None:
    made = support(operator)
    lead = cast.person(Role.TEAM_LEAD, language="en", whole_centre=True)
    first, second = (
        sent(made, details="Бірінші", address="Абай 1"),
        sent(made, details="Екінші", subject="Жаңа тақырып"),
    )
    assert post(lead, made, **first).status_code == 302
    refused = post(operator, made, **second)
    assert refused.status_code == 409
    page = refused.content.decode()
    assert "Бірінші" in page
    assert "Екінші" in page
    made.refresh_from_db()
    assert made.details == "Бірінші"
    assert made.subject != "Жаңа тақырып"
    again = {**second, "seen": refused.context["edit_form"]["seen"].value()}
    assert post(operator, made, **again).status_code == 302
    made.refresh_from_db()
    assert (made.details, made.subject, made.address) == ("Екінші", "Жаңа тақырып", "Абай 1")


def test_hostile_words_stay_words(operator: Person) -> None:
    made = support(operator)
    assert post(operator, made, **sent(made, details=XSS, field_product=XSS)).status_code == 302
    for part in ("fields", "history"):
        page = signed_in(operator).get(f"/cases/{made.number}/?show={part}").content.decode()
        assert XSS not in page
        assert "&lt;script&gt;" in page


def test_a_form_of_nonsense_changes_nothing(operator: Person) -> None:
    made = support(operator)
    for said in ({"seen": "[1]", "subject": "x", "language": "kk"}, {"seen": "{", "subject": "x"}, {}):
        assert post(operator, made, **said).status_code in {409, 422}
    made.refresh_from_db()
    assert made.version == 1
