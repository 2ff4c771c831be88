"""The people of the demo centre: a cast with a meaning, enough colleagues, and one who must be refused."""

import re
from collections import Counter

from anyqtama.demo.content import LANGUAGES, organisation

CENTRE = organisation()
OCCUPATIONS = {
    "clerk", "operator", "support_analyst", "controller", "administrator",
    "head", "quality_analyst", "economist", "team_lead", "director",
}  # fmt: skip
ANSWERING = {"clerk", "operator"}


def test_thirty_people_work_here_and_one_is_a_stranger() -> None:
    assert len([person for person in CENTRE.people if person.role]) == 30
    assert [person.login for person in CENTRE.people if not person.role] == [CENTRE.stranger.login]


def test_the_stranger_belongs_to_another_organisation_and_is_skilled_in_nothing() -> None:
    outside = {unit.code for unit in CENTRE.units if unit.outside}
    assert CENTRE.stranger.unit in outside
    assert not CENTRE.stranger.skills
    assert not [person.login for person in CENTRE.people if person.role and person.unit in outside]


def test_the_cast_has_one_of_every_occupation_a_system_administrator_and_the_stranger() -> None:
    roles = Counter(person.role for person in CENTRE.cast)
    assert set(roles) == OCCUPATIONS | {"sysadmin", ""}
    assert {role for role, times in roles.items() if times > 1} <= {"operator"}


def test_every_role_and_unit_is_known() -> None:
    units = {unit.code for unit in CENTRE.units}
    for person in CENTRE.people:
        assert person.role in OCCUPATIONS | {"sysadmin", ""}, person.login
        assert person.unit in units, person.login
    assert {person.unit for person in CENTRE.people} == units


def test_logins_are_unique_and_latin() -> None:
    logins = [person.login for person in CENTRE.people]
    assert len(set(logins)) == len(logins)
    assert all(re.fullmatch(r"[a-z]+\.[a-z]+", login) for login in logins)


def test_no_two_people_share_a_name() -> None:
    assert len({person.full_name for person in CENTRE.people}) == len(CENTRE.people)
    assert len({person.latin for person in CENTRE.people}) == len(CENTRE.people)
    assert all(person.family and person.given and person.patronymic for person in CENTRE.people)


def test_levels_run_from_one_to_five_in_known_skills_and_languages() -> None:
    skills = {skill.code for skill in CENTRE.skills}
    for person in CENTRE.people:
        assert set(person.skills) <= skills, person.login
        assert set(person.languages) <= set(LANGUAGES), person.login
        assert person.language in person.languages, person.login
        assert {*person.skills.values(), *person.languages.values()} <= set(range(1, 6)), person.login


def test_every_queue_is_answered_in_kazakh_russian_and_english() -> None:
    for queue in CENTRE.queues:
        able = [p for p in CENTRE.people if p.role in ANSWERING and set(queue.skills) <= set(p.skills)]
        for language in LANGUAGES:
            speakers = [person.login for person in able if person.languages.get(language, 0) >= 2]
            assert len(speakers) >= (1 if language == "en" else 2), (queue.code, language)


def test_those_who_answer_have_a_skill_and_those_who_plan_have_none() -> None:
    for person in CENTRE.people:
        if person.role in ANSWERING:
            assert person.skills, person.login
        if person.role in {"support_analyst", "controller", "economist", "director", "head", "sysadmin"}:
            assert not person.skills, person.login


def test_every_skill_is_held_by_two_people() -> None:
    held = Counter(skill for person in CENTRE.people for skill in person.skills)
    assert {skill.code: held[skill.code] for skill in CENTRE.skills if held[skill.code] < 2} == {}
