"""What the content calls a thing is what the product calls it, so that real verbs can play the demo."""

from anyqtama.contacts import opening_hours
from anyqtama.demo.content import load
from anyqtama.demo.content.shapes import REPLY_FIELDS, StepKind
from anyqtama.kernel.labels import validate_names
from anyqtama.knowledge.quick_replies import PLACEHOLDERS
from anyqtama.people.logins import validate_login
from anyqtama.people.models import StateKind
from anyqtama.people.roles import Role
from anyqtama.people.shipped_states import LIMIT_MINUTES, STATES

CONTENT = load()


def test_roles_are_those_the_product_grants() -> None:
    assert {person.role for person in CONTENT.organisation.people} - {""} == set(Role.values)


def test_logins_can_be_signed_in_with() -> None:
    for person in CONTENT.organisation.people:
        validate_login(person.login)


def test_working_states_agree_with_the_shipped_ones() -> None:
    shipped = {code: (kind, choosable, names) for code, kind, choosable, names in STATES}
    ours = {state.code: state for state in CONTENT.organisation.states}
    assert {state.kind.value for state in ours.values()} <= set(StateKind.values)
    for code in set(shipped) & set(ours):
        state = ours[code]
        assert (state.kind.value, state.choosable, state.names.labels()) == shipped[code], code
        if code in LIMIT_MINUTES:
            assert state.limit_minutes == LIMIT_MINUTES[code]
    assert len(set(shipped) & set(ours)) >= 7


def test_queue_hours_are_what_a_queue_stores() -> None:
    for queue in CONTENT.organisation.queues:
        opening_hours.validate(queue.weekly_hours())
    weekly = {queue.code: queue.weekly_hours() for queue in CONTENT.organisation.queues}
    assert weekly["city-services"] is None
    assert weekly["social-questions"] == {day: [["09:00", "18:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def test_names_are_labels_the_product_accepts() -> None:
    organisation = CONTENT.organisation
    names = [unit.names for unit in organisation.units] + [queue.names for queue in organisation.queues]
    names += [state.names for state in organisation.states] + [topic.names for topic in CONTENT.catalogue.topics]
    for each in names:
        validate_names(each.labels())


def test_quick_replies_have_the_placeholders_the_desk_fills() -> None:
    assert frozenset(PLACEHOLDERS) == REPLY_FIELDS


def test_script_steps_have_unique_keys_and_three_languages() -> None:
    for script in CONTENT.scripts:
        steps = script.version_steps()
        assert len({step["key"] for step in steps}) == len(steps)
        assert all(set(step["texts"]) == {"kk", "ru", "en"} for step in steps)
        assert {step["kind"] for step in steps} <= {kind.value for kind in StepKind}
        assert all(step["mandatory"] for step in steps if step["kind"] == "register")
