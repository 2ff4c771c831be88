"""The system administrator alone opens the settings; other packages say who else sees their rows."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from anyqtama.cases.models import (
    AnswerTemplate,
    CaseKind,
    Cause,
    District,
    OfferRefusal,
    Promise,
    ReminderRule,
    Responsible,
    SupportTerm,
    Term,
)
from anyqtama.channels.models import Channel
from anyqtama.clients.models import DataClass, Notice, RecordField
from anyqtama.contacts.models import ConflictMethod, ContactResult, OutboundResult, RescueService, Topic
from anyqtama.kernel.models import CalendarDay, CalendarYear, KnownWord, Rule, SearchSynonyms
from anyqtama.people.access import Policy, Rights
from anyqtama.people.models import ApiKey, Person, Skill, WorkingState
from anyqtama.people.roles import Role
from anyqtama.teamwork.models import Webhook

RIGHTS: Rights = {"settings.edit": frozenset({Role.SYSADMIN})}


def administered(person: Person, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    return rows if Role.SYSADMIN in person.roles else rows.none()


POLICIES: Mapping[type[models.Model], Policy] = {
    model: Policy(visible=administered)
    for model in (
        AnswerTemplate,
        ApiKey,
        CaseKind,
        Cause,
        District,
        OfferRefusal,
        Promise,
        Responsible,
        RecordField,
        ReminderRule,
        SupportTerm,
        Term,
        CalendarDay,
        CalendarYear,
        Channel,
        ConflictMethod,
        DataClass,
        ContactResult,
        OutboundResult,
        RescueService,
        KnownWord,
        Notice,
        Rule,
        SearchSynonyms,
        Skill,
        Topic,
        Webhook,
        WorkingState,
    )
}
