"""Makes the demo organisation out of its content, through the verbs where there are verbs. Again changes nothing.

Rows of settings (units, queues, topics, …) are written here directly: an organisation's first hour has nobody who
could press the buttons.
"""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from anyqtama.cases.models import District, Responsible
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients.models import Notice
from anyqtama.contacts import queue_control
from anyqtama.contacts.models import ContactResult, Queue, QueueSkill, Topic
from anyqtama.demo import advising, content, supporting
from anyqtama.demo.content import Content
from anyqtama.demo.content.shapes import Person as Described
from anyqtama.demo.questionnaire import questions
from anyqtama.forms.models import Questionnaire, QuestionnaireVersion
from anyqtama.knowledge import publishing, wording
from anyqtama.knowledge.models import Article, QuickReply, Script
from anyqtama.people import granting, shipped_states
from anyqtama.people.models import Person, PersonLanguage, PersonSkill, Skill, Unit, WorkingState
from anyqtama.people.roles import DESK, Role
from anyqtama.portal.rating import CODE as RATING

PASSWORD = "qala-anyqtama-109"  # noqa: S105 -- shown on the demo's own sign-in page, never set anywhere else
UNIT_OF_QUEUE = {
    "city-services": "operators-city",
    "utility-payments": "operators-payments",
    "transport-roads": "operators-payments",
    "social-questions": "operators-social",
    "written-requests": "operators-social",
}
IN_ONE_GROUP = frozenset({Role.CLERK, Role.OPERATOR, Role.TEAM_LEAD})
"""Roles that count in the person's own unit; the others see the whole centre."""
FRESH_EVERY = 9
CHANNELS = (
    (ChannelKind.CHAT, "chat", "Чат", "Чат", "Chat"),
    (ChannelKind.PHONE, "beside", "Телефон", "Телефон", "Telephone"),
    (ChannelKind.WRITTEN, "portal", "Жазбаша сұрау", "Письменный запрос", "Written request"),
    (ChannelKind.SMS, "console", "SMS", "SMS", "SMS"),
    (ChannelKind.EMAIL, "email", "Электрондық пошта", "Электронная почта", "E-mail"),
)


@transaction.atomic
def set_up(*, at: datetime, fresh_at: datetime | None = None) -> None:
    """Everything the content describes, as it would have been made at `at`; some articles are new at `fresh_at`."""
    what = content.load()
    shipped_states.load(at=at)
    _units(what)
    _skills_and_states(what)
    _channels()
    _people(what, at)
    _queues(what, at)
    _results(what)
    _knowledge(what, at, fresh_at or at)
    advising.set_up(by=administrator(), at=at, now=fresh_at or at)
    supporting.set_up(by=administrator(), at=at)
    _topics(what)
    _districts(what)
    _notice(what, at)
    _rating(what, at)


def began(*, using: str = "default") -> datetime:
    """Since when there is an organisation that can be played: of what it publishes, this comes into force last."""
    versions = QuestionnaireVersion.objects.using(using).filter(questionnaire__code=RATING)
    return versions.earliest("published_at").published_at


def administrator() -> Person:
    """Who is named as the author of the set-up."""
    login = next(each.login for each in content.load().organisation.people if each.role == Role.SYSADMIN)
    return Person.objects.get(login=login)


def operator() -> Person:
    """The operator of the cast."""
    login = next(each.login for each in content.load().organisation.people if each.role == Role.OPERATOR)
    return Person.objects.get(login=login)


def _units(what: Content) -> None:
    for unit in what.organisation.units:
        _unit(unit.code, unit.names.labels(), unit.parent)
    for department in what.catalogue.departments:
        _unit(department.code, department.names.labels(), "")


def _unit(code: str, names: dict[str, str], parent_code: str) -> None:
    parent = Unit.objects.get(code=parent_code) if parent_code else None
    unit, made = Unit.objects.get_or_create(code=code, defaults={"names": names, "parent": parent})
    if made:
        unit.path = f"{parent.path if parent else ''}{unit.pk}/"
        unit.save(update_fields=["path"])


def _skills_and_states(what: Content) -> None:
    for skill in what.organisation.skills:
        Skill.objects.get_or_create(code=skill.code, defaults={"names": skill.names.labels()})
    for order, state in enumerate(what.organisation.states, start=1):
        facts = {
            "kind": state.kind.value,
            "names": state.names.labels(),
            "paid": state.paid,
            "choosable": state.choosable,
            "limit_minutes": state.limit_minutes or None,
            "order": order * 10,
        }
        WorkingState.objects.get_or_create(code=state.code, defaults=facts)


def _channels() -> None:
    for order, (kind, adapter, kk, ru, en) in enumerate(CHANNELS, start=1):
        facts = {"kind": kind, "adapter": adapter, "names": {"kk": kk, "ru": ru, "en": en}, "order": order * 10}
        Channel.objects.get_or_create(code=kind.value, defaults=facts)
    Channel.objects.filter(code=ChannelKind.SMS, active=False).update(active=True)  # its adapter writes to the log


def _people(what: Content, at: datetime) -> None:
    known = set(Person.objects.values_list("login", flat=True))
    new = [each for each in what.organisation.people if each.login not in known]
    if not new:
        return
    password = make_password(PASSWORD)  # one hash for all: Argon2 is slow on purpose
    made = {each.login: _person(each, password, at) for each in new}
    by = administrator()
    for each in new:
        if each.role:
            role = Role(each.role)
            unit = made[each.login].unit if role in IN_ONE_GROUP else None
            granting.grant(person=made[each.login], role=role, unit=unit, by=by, at=at)


def _person(described: Described, password: str, at: datetime) -> Person:
    person = Person.objects.create(
        login=described.login,
        family_name=described.family,
        given_name=described.given,
        patronymic=described.patronymic,
        unit=Unit.objects.get(code=described.unit),
        language=described.language,
        password=password,
        created_at=at,
    )
    for language, level in described.languages.items():
        PersonLanguage.objects.create(person=person, language=language, level=level)
    for code, level in described.skills.items():
        PersonSkill.objects.create(person=person, skill=Skill.objects.get(code=code), level=level)
    return person


def _queues(what: Content, at: datetime) -> None:
    by = administrator()
    for order, each in enumerate(what.organisation.queues, start=1):
        queue, made = Queue.objects.get_or_create(
            code=each.code,
            defaults={
                "names": each.names.labels(),
                "descriptions": each.descriptions.labels(),
                "unit": Unit.objects.get(code=UNIT_OF_QUEUE[each.code]),
                "priority": each.priority,
                "answer_within_seconds": each.answer_within_seconds,
                "target_percent": each.target_percent,
                "short_abandon_seconds": each.short_abandon_seconds,
                "chats_at_once": each.chats_at_once,
                "warn_wait_seconds": each.warn_seconds,
                "alarm_wait_seconds": each.alarm_seconds,
                "hours": each.weekly_hours(),
                "order": order * 10,
            },
        )
        if not made:
            continue
        for code in each.skills:
            QueueSkill.objects.create(queue=queue, skill=Skill.objects.get(code=code))
        for person in what.organisation.people:
            if person.role in DESK and set(each.skills) <= set(person.skills):
                strongest = max(person.skills.values())
                queue_control.add_person(
                    queue=queue, person=Person.objects.get(login=person.login), by=by, at=at,
                    first_line=max(person.skills[code] for code in each.skills) == strongest,
                )  # fmt: skip


def _results(what: Content) -> None:
    for order, result in enumerate(what.organisation.results, start=1):
        facts = {"names": result.names.labels(), "resolved": result.resolved, "order": order * 10}
        ContactResult.objects.get_or_create(code=result.code, defaults=facts)


def _knowledge(what: Content, at: datetime, fresh_at: datetime) -> None:
    by = administrator()
    known = set(Article.objects.values_list("code", flat=True))
    fresh = {article.code for article in what.articles[::FRESH_EVERY]}
    for article in what.articles:
        if article.code not in known:
            titles, bodies = article.titles.labels(), article.bodies.labels()
            texts = {language: (titles[language], bodies[language]) for language in titles}
            publishing.publish(
                code=article.code, texts=texts, tags=article.tags, by=by, at=fresh_at if article.code in fresh else at
            )
    known = set(Script.objects.values_list("code", flat=True))
    for script in what.scripts:
        if script.code not in known:
            steps = script.version_steps()
            uses = [publishing.Use(script.topic, script.channel)] if script.channel else None
            publishing.publish_script(
                code=script.code, names=script.names.labels(), steps=steps, by=by, at=at, uses=uses
            )
    known = set(QuickReply.objects.values_list("shortcut", flat=True))
    for reply in what.quick_replies:
        if reply.shortcut not in known:
            wording.write(
                reply=None, shortcut=reply.shortcut, names=reply.names.labels(), texts=reply.text.labels(), active=True,
                by=by, at=at,
            )  # fmt: skip


def _topics(what: Content) -> None:
    scripts = {script.topic: script.code for script in what.scripts if not script.channel}
    for place, group in enumerate(what.catalogue.groups, start=1):
        facts = {"names": group.names.labels(), "order": place * 10}
        parent, _made = Topic.objects.get_or_create(code=group.code, defaults=facts)
        for order, each in enumerate(group.topics, start=1):
            topic, made = Topic.objects.get_or_create(
                code=each.code,
                defaults={
                    "parent": parent,
                    "names": each.names.labels(),
                    "queue": Queue.objects.get(code=each.queue),
                    "department": Unit.objects.get(code=each.department),
                    "promise_minutes": each.promise_minutes,
                    "reference": each.usually == "reference",
                    "script": Script.objects.filter(code=scripts.get(each.code, "")).first(),
                    "order": order * 10,
                },
            )
            if made:
                codes = [article.code for article in what.articles if article.topic == each.code]
                topic.articles.set(Article.objects.filter(code__in=codes))


def _districts(what: Content) -> None:
    for each in what.city.districts:
        District.objects.get_or_create(code=each.code, defaults={"names": each.names.labels()})
    for row in what.city.responsible:
        Responsible.objects.get_or_create(
            topic=Topic.objects.get(code=row.topic), district=District.objects.get(code=row.district), kind=None,
            defaults={"unit": Unit.objects.get(code=row.department)},
        )  # fmt: skip


def _notice(what: Content, at: datetime) -> None:
    consent = what.notices.consent
    Notice.objects.get_or_create(
        version=consent.version,
        defaults={
            "points": {name: text.labels() for name, text in consent.points.items()},
            "texts": {language: text.strip() for language, text in consent.full.labels().items()},
            "valid_from": at - timedelta(days=1),
        },
    )


def _rating(what: Content, at: datetime) -> None:
    """In force from the beginning of the play, whatever version the product shipped today."""
    names = {"kk": "Қызметті бағалау", "ru": "Оценка обслуживания", "en": "Rating of the service"}
    form, _made = Questionnaire.objects.get_or_create(code=RATING, defaults={"names": names})
    asked = questions(what.notices.rating)
    versions = list(form.versions.order_by("number"))
    if not any(version.questions == asked for version in versions):
        number = versions[-1].number + 1 if versions else 1
        QuestionnaireVersion.objects.create(questionnaire=form, number=number, questions=asked, published_at=at)
