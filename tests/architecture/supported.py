"""Objects of the access matrix: an incident led at home or away, a reminder told to the person or to another one."""

from anyqtama.cases.incidents import joining
from anyqtama.cases.models import Case, Reminder, ReminderRule
from anyqtama.cases.reminders import planning
from anyqtama.people.models import Person
from tests import cast
from tests.architecture import matters
from tests.architecture.objects import Made, Others, Scene

CASE_PAGES = (
    "case_support", "case_diagnosis", "case_fix", "case_recognition", "case_told", "case_needs", "case_path",
)  # fmt: skip
INCIDENT_PAGES = ("incident", "incident_join", "incident_case_out", "incident_notice", "incident_close")


def incident_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: opened by the person, if they work at a desk, else by the operator of their group."""
    case = matters.numbered_case(stage, person, own, others).row
    assert isinstance(case, Case)
    made = joining.open_over(case=case, subject="Matrix", what="", by=case.owner, at=cast.NOW)
    return Made(made.number, made)


def reminder_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    case = matters.numbered_case(stage, person, own, others).row
    planning.load()
    made = Reminder.objects.create(
        case_id=case.pk, rule=ReminderRule.objects.all()[0], date=cast.NOW, at=cast.NOW,
        person=person if own else stage.foreigner,
    )  # fmt: skip
    return Made(made.pk, made)


def open_case(stage: Scene, person: Person) -> str:
    """A case that the person may see: led by the operator of their group."""
    return str(matters.numbered_case(stage, person, True, {}).value)
