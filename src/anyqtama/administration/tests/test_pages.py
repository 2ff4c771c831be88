"""The pages of one queue, one person, and the settings that are no lists."""

import re

import pytest
from django.core.management import call_command
from django.test import Client

from anyqtama.__main__ import main
from anyqtama.administration import appointing
from anyqtama.administration.tests.stage import Stage, told
from anyqtama.clients.models import Consent, Notice
from anyqtama.contacts.models import Queue, QueueMember, QueueSkill
from anyqtama.contacts.written_hours import intervals, written
from anyqtama.people import api_keys, second_factor
from anyqtama.people.models import ApiKey, Person, PersonLanguage, PersonSkill, RoleGrant, Session
from anyqtama.people.roles import Role
from tests import cast, centre

LIMITS = {
    "target_percent": "75", "answer_within_seconds": "30", "formula": "A", "short_abandon_seconds": "5",
    "warn_wait_seconds": "60", "alarm_wait_seconds": "120", "chats_at_once": "4", "offer_seconds": "20",
    "reply_within_seconds": "120",
}  # fmt: skip


def test_hours_with_several_intervals_are_kept_and_shown_again(settled: Stage) -> None:
    path = f"queues/{settled.queue.pk}/hours/"
    assert settled.post(path, always="hours", mon="9-13, 14:00 – 18.00", sun="20:00-24:00").status_code == 302
    hours = Queue.objects.get().hours
    assert hours == {"mon": [["09:00", "13:00"], ["14:00", "18:00"]], "sun": [["20:00", "24:00"]]}
    assert "09:00-13:00, 14:00-18:00" in settled.get(path).content.decode()
    assert told(settled.queue).payload["after"] == {"hours": hours}
    settled.post(path, always="always")
    assert Queue.objects.get().hours is None


@pytest.mark.parametrize("wrong", ["9-8", "25:00-26:00", "9:00", "9-13, 12-18", "24:00-24:00", "a-b", "9-13-14"])
def test_hours_that_cannot_be_are_refused_at_their_day_and_nothing_is_lost(settled: Stage, wrong: str) -> None:
    answer = settled.post(f"queues/{settled.queue.pk}/hours/", always="hours", mon="09:00-18:00", tue=wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["tue"]
    assert "09:00-18:00" in answer.content.decode()
    assert Queue.objects.get().hours is None


def test_hours_are_written_as_they_are_read() -> None:
    assert written(intervals("9-13,14:30-24:00")) == "09:00-13:00, 14:30-24:00"


def test_limits_change_together_and_an_alarm_before_its_warning_changes_nothing(settled: Stage) -> None:
    path = f"queues/{settled.queue.pk}/limits/"
    assert settled.post(path, **(LIMITS | {"warn_wait_seconds": "180"})).status_code == 422
    assert settled.post(path, **(LIMITS | {"answer_within_seconds": "33"})).status_code == 422
    assert settled.post(path, **(LIMITS | {"short_abandon_seconds": "6"})).status_code == 422
    assert Queue.objects.get().target_percent == 80
    assert settled.post(path, **LIMITS).status_code == 302
    changed = Queue.objects.get()
    assert (changed.target_percent, changed.formula, changed.chats_at_once) == (75, "A", 4)


def test_a_stale_page_does_not_overwrite_what_another_saved(settled: Stage) -> None:
    path = f"queues/{settled.queue.pk}/limits/"
    seen = settled.get(path).context["seen"]
    settled.post(path, **LIMITS)
    stale = settled.post(path, seen=seen, **(LIMITS | {"target_percent": "90"}))
    assert stale.status_code == 422
    assert Queue.objects.get().target_percent == 75
    again = settled.post(path, seen=stale.context["seen"], **(LIMITS | {"target_percent": "90"}))
    assert again.status_code == 302


def test_silence_asks_before_it_closes(settled: Stage) -> None:
    path = f"queues/{settled.queue.pk}/silence/"
    given = {"silence_warn_seconds": "600", "silence_close_seconds": "300", "long_wait_seconds": "300"}
    assert settled.post(path, **given).status_code == 422
    assert settled.post(path, **(given | {"silence_warn_seconds": "200"})).status_code == 302


def test_who_answers_and_the_skills_needed_are_set_on_the_queues_page(settled: Stage) -> None:
    pk = settled.queue.pk
    settled.post(f"queues/{pk}/members/", act="second", person=settled.operator.pk)
    assert not QueueMember.objects.get().first_line
    settled.post(f"queues/{pk}/members/", act="first", person=settled.operator.pk)
    assert QueueMember.objects.get().first_line
    settled.post(f"queues/{pk}/people/", **{f"skill_{settled.skill.pk}": "3"})
    assert QueueSkill.objects.get().level == 3
    assert told(settled.queue).payload["after"] == {"skills": {"payments": 3}}
    settled.post(f"queues/{pk}/members/", act="remove", person=settled.operator.pk)
    assert not QueueMember.objects.exists()
    assert settled.post(f"queues/{pk}/members/", act="eat", person=settled.operator.pk).status_code == 404


def test_levels_of_a_person_are_set_together(settled: Stage) -> None:
    path = f"people/{settled.operator.pk}/skills/"
    levels = {"language_kk": "5", "language_ru": "0", "language_en": "2", f"skill_{settled.skill.pk}": "4"}
    assert settled.post(path, **(levels | {"language_en": "7"})).status_code == 422
    assert not PersonLanguage.objects.exists()
    assert settled.post(path, **levels).status_code == 302
    assert dict(PersonLanguage.objects.values_list("language", "level")) == {"kk": 5, "en": 2}
    assert PersonSkill.objects.get().level == 4


def test_roles_are_given_and_taken_back_but_the_last_administrator_stays(settled: Stage) -> None:
    path = f"people/{settled.operator.pk}/roles/"
    assert settled.post(path, role="team_lead", unit="city-group").status_code == 302
    assert settled.post(path, role="team_lead", unit="city-group").status_code == 422
    grant = RoleGrant.objects.get(role=Role.TEAM_LEAD)
    settled.post(f"{path}{grant.pk}/")
    assert not RoleGrant.objects.filter(role=Role.TEAM_LEAD).exists()
    own = RoleGrant.objects.get(role=Role.SYSADMIN)
    settled.post(f"people/{settled.administrator.pk}/roles/{own.pk}/")
    assert RoleGrant.objects.filter(pk=own.pk).exists()


def test_a_grant_of_somebody_else_is_not_taken_back_through_this_person(settled: Stage) -> None:
    grant = RoleGrant.objects.get(person=settled.operator)
    assert settled.post(f"people/{settled.administrator.pk}/roles/{grant.pk}/").status_code == 404
    assert RoleGrant.objects.filter(pk=grant.pk).exists()


def test_a_first_password_is_shown_once_works_and_must_be_changed(settled: Stage) -> None:
    path = f"people/{settled.operator.pk}/entrance/"
    page = settled.post(path, act="password")
    password = page.context["password"]
    assert re.fullmatch(r"([a-z2-9]{4}-){3}[a-z2-9]{4}", password)
    assert "no-store" in page["Cache-Control"]
    person = Person.objects.get(pk=settled.operator.pk)
    assert person.check_password(password)
    assert person.must_change_password
    assert password not in settled.get(path).content.decode()


def test_second_factor_codes_and_sessions_are_looked_after(settled: Stage) -> None:
    path = f"people/{settled.operator.pk}/entrance/"
    assert settled.post(path, act="codes").status_code == 404
    Person.objects.filter(pk=settled.operator.pk).update(totp_secret="x", totp_confirmed_at=cast.NOW)
    codes = settled.post(path, act="codes").context["codes"]
    assert second_factor.spend_recovery_code(person=settled.operator, code=codes[0], at=cast.NOW)
    assert settled.post(path, act="reset", reason="").status_code == 422
    assert settled.post(path, act="reset", reason="lost").status_code == 302
    assert Person.objects.get(pk=settled.operator.pk).totp_confirmed_at is None
    Client().force_login(settled.operator)
    settled.post(path, act="sessions")
    assert not Session.objects.filter(person=settled.operator).exists()


def test_a_key_is_shown_once_opens_and_is_ended(settled: Stage) -> None:
    assert settled.post("keys/", name="PBX").status_code == 422
    answer = settled.post("keys/", name="PBX", rights="calls.announce")
    token = answer.context["token"]
    assert token in answer.content.decode()
    assert api_keys.authenticate(token, cast.NOW).name == "PBX"
    assert token not in settled.get("keys/").content.decode()
    key = ApiKey.objects.get()
    settled.post(f"keys/{key.pk}/end/")
    with pytest.raises(api_keys.WrongKey):
        api_keys.authenticate(token, cast.NOW)


def test_the_notice_gets_new_versions_and_old_ones_stay_as_agreed(settled: Stage) -> None:
    words = {
        f"{point}_{n}": f"{point} {n}"
        for point in ("stored", "purpose", "kept", "withdrawal", "texts")
        for n in range(3)
    }
    assert settled.post("notices/new/", **(words | {"kept_1": ""})).status_code == 422
    assert settled.post("notices/new/", **words).status_code == 302
    assert settled.post("notices/new/", **words).status_code == 422, "the same words are no new version"
    first = Notice.objects.get()
    Consent.objects.create(client=centre.client(), notice=first, language="kk", how="chat", given_at=cast.NOW)
    assert settled.post("notices/new/", **(words | {"kept_1": "1 год"})).status_code == 302
    assert list(Notice.objects.order_by("version").values_list("version", flat=True)) == [1, 2]
    assert Notice.objects.get(version=1).points == first.points
    page = settled.get("notices/1/")
    assert b"<textarea" not in page.content
    assert page.context["consents"] == 1


def test_the_roles_page_shows_titles_levels_and_who_holds_them(settled: Stage) -> None:
    rows = settled.get("roles/").context["rows"]
    assert len(rows) == 11
    operator = next(row for row in rows if row["role"] == Role.OPERATOR)
    assert [grant.person for grant in operator["holders"]] == [settled.operator]
    assert operator["official"]


def test_the_widgets_line_names_this_address_and_each_language(settled: Stage) -> None:
    page = settled.get("widget/").content.decode()
    assert page.count("http://testserver/widget.js") == 3
    assert "data-language=&quot;kk&quot;" in page


@pytest.mark.parametrize(
    "path", ["nothing/", "nothing/new/", "channels/new/", "nothing/import/", "queues/import/", "skills/99/"]
)
def test_what_is_not_there_is_not_found(settled: Stage, path: str) -> None:
    assert settled.get(path).status_code == 404


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSADMIN])
def test_no_other_occupation_opens_any_kind(settled: Stage, role: Role) -> None:
    browser = Client()
    browser.force_login(cast.person(role, login="other", whole_centre=True))
    for path in ("", "people/", "units/new/", "people/import/", f"people/{settled.operator.pk}/entrance/"):
        assert browser.get(f"/settings/{path}").status_code == 403


def test_the_command_makes_the_first_administrator_who_can_sign_in(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    assert appointing.nobody_administers()
    assert main(["administrator", "Ruslan", "--name", "Кәрімов"]) == 0
    password = re.findall(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}", capsys.readouterr().out)[0]
    person = Person.objects.get(login="ruslan")
    assert person.check_password(password)
    assert (person.family_name, person.must_change_password, person.roles) == (
        "Кәрімов",
        True,
        frozenset({Role.SYSADMIN}),
    )
    assert not appointing.nobody_administers()
    assert main(["administrator", "not a login"]) == 1
    assert main(["administrator", "r"]) == 1, "too short, and the refusal says how long one is"
    assert capsys.readouterr().err.count("in 2 to 60 small letters") == 2
    assert main(["administrator", "ruslan"]) == 0, "again: a new password, no second role"
    assert RoleGrant.objects.count() == 1


def test_migrate_tells_how_to_make_the_first_administrator(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check")
    assert main(["migrate", "--quiet"]) == 0
    assert "anyqtama administrator" in capsys.readouterr().out
    appointing.appoint(login="ruslan", family_name="", at=cast.NOW)
    assert main(["migrate", "--quiet"]) == 0
    assert "anyqtama administrator" not in capsys.readouterr().out


def test_the_page_of_keys_tells_how_a_call_is_announced(settled: Stage) -> None:
    page = settled.get("keys/").content.decode()
    assert "http://testserver/api/calls/" in page
    assert "$ANYQTAMA_KEY" in page
    assert "?number" not in page
    made = settled.post("keys/", name="АТС", rights="calls.announce").content.decode()
    assert made.count("Bearer aq_") == 1
    assert "$ANYQTAMA_KEY" not in made
