"""The composition root: what lower floors need from above is handed to them here as typed callables, nowhere else."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.conf import settings

from anyqtama.administration import access as administration_access
from anyqtama.administration import finding as administration_finding
from anyqtama.cases import access as cases_access
from anyqtama.cases import beside_client as cases_beside_client
from anyqtama.cases import confirming_timer, indexed_words
from anyqtama.cases import finding as case_finding
from anyqtama.cases import forgetting as cases_keeps
from anyqtama.cases.answers import confirming
from anyqtama.cases.incidents import noticing
from anyqtama.cases.papers import folder as scan_folder
from anyqtama.cases.reminders import passing_on, planning, reminding
from anyqtama.channels import delivery
from anyqtama.clients import access as clients_access
from anyqtama.clients import beside, keeping, naming
from anyqtama.clients.records import judging, masking
from anyqtama.config import day_cards, navigation
from anyqtama.contacts import access as contacts_access
from anyqtama.contacts import (
    alarming,
    linking,
    routing,
    script_facts,
    silence,
    telling_outgoing,
    topic_choices,
    vanishing,
)
from anyqtama.contacts import beside_client as contacts_beside_client
from anyqtama.contacts import forgetting as contacts_keeps
from anyqtama.contacts import live_access as contacts_live
from anyqtama.contacts.call_backs import ringing as call_backs
from anyqtama.contacts.outbound import taking as outbound
from anyqtama.demo import access as demo_access
from anyqtama.demo import cast as demo_cast
from anyqtama.desk import forgetting as desk_keeps
from anyqtama.desk.calls import announcing
from anyqtama.history import rolling_up
from anyqtama.home import access as home_access
from anyqtama.home import day, searching
from anyqtama.kernel import exporting, jobs, journal, sweeping
from anyqtama.kernel.search import merging
from anyqtama.knowledge import access as knowledge_access
from anyqtama.knowledge import belonging, drafting, following, listening
from anyqtama.knowledge import finding as article_finding
from anyqtama.knowledge.articles import publisher as article_publisher
from anyqtama.knowledge.scripts import publisher as script_publisher
from anyqtama.metrics import access as metrics_access
from anyqtama.people import access, access_policies, ending_sessions, live_access, throttling
from anyqtama.people.entrance import cast
from anyqtama.portal import forgetting as portal_keeps
from anyqtama.portal import live_access as visitors
from anyqtama.teamwork import access as teamwork_access
from anyqtama.teamwork.situations import about, telling
from anyqtama.teamwork.webhooks import announcing as webhooks
from anyqtama.teamwork.webhooks import calling as webhook_calls

READERS: Mapping[str, journal.Reader] = {rolling_up.CURSOR: rolling_up.read}
"""Journal readers of the quick worker: cursor name → reader."""

RENEWERS: merging.Renewers = {
    article_finding.SOURCE: article_finding.index_anew,
    case_finding.SOURCE: case_finding.index_anew,
}
"""Source of the search → what indexes objects of it anew."""

HANDLERS: Mapping[str, jobs.Handler] = {
    delivery.SEND: delivery.send,
    confirming_timer.LAPSE: confirming.lapse,
    drafting.PUBLISH: drafting.publish_due,
    telling.LADDER: telling.climb,
    webhooks.CALL: webhook_calls.call,
    noticing.NOTICE: noticing.deliver,
    planning.REMIND: reminding.remind,
    merging.GATHER: merging.gather_job,
    merging.RENEW: merging.renewing(RENEWERS),
}
"""Job kind → what does it."""

SWEEPS: Mapping[str, tuple[timedelta, Callable[[datetime], object]]] = {
    "offers": (timedelta(seconds=1), lambda at: routing.expire(at=at)),
    "routing": (timedelta(seconds=1), lambda at: routing.offer_waiting(at=at)),
    "call-backs": (timedelta(seconds=1), lambda at: call_backs.ring_due(at=at)),
    "call-back reminders": (timedelta(seconds=30), lambda at: call_backs.remind(at=at)),
    "outbound": (timedelta(minutes=1), lambda at: outbound.give_back_forgotten(at=at)),
    "vanished": (timedelta(seconds=5), sweeping.Judge(lambda at: vanishing.sweep(at=at))),
    "alarms": (timedelta(seconds=2), lambda at: alarming.sweep(at=at)),
    "silence": (timedelta(seconds=5), sweeping.Judge(lambda at: silence.sweep(at=at))),
    "search": (timedelta(seconds=5), lambda at: merging.sweep(at=at)),
    "records": (timedelta(seconds=5), lambda at: judging.sweep(at=at)),
    "reminders of who went away": (timedelta(minutes=1), lambda at: passing_on.sweep(at=at)),
    "scan folder": (timedelta(seconds=3), lambda at: scan_folder.sweep(at=at)),
    "attempts to sign in": (timedelta(hours=1), throttling.forget),
    "announced calls": (timedelta(hours=1), announcing.forget),
    "searches without a result": (timedelta(hours=6), listening.forget_misses),
    "sessions": (timedelta(hours=1), ending_sessions.forget_expired),
}
"""Recurring work of the quick worker: name → (how often, what)."""

TOPICS: live_access.Topics = {
    "person:": live_access.sees_person,
    "wall": lambda who, rest: who.person is not None and access.has_right(who.person, "wall.see"),
    "contact:": lambda who, rest: (visitors.follows_contact if who.visit_id else contacts_live.follows_contact)(
        who, rest
    ),
    "visit:": visitors.follows_visit,
}
"""Live topics: prefix with its colon, or whole topic → who may follow it."""

VISITORS: live_access.Visitors | None = visitors.open_visits
"""Values of the cookie `aq_visit` → ids of the visits still open."""


def connect() -> None:
    access.connect(rights={**home_access.RIGHTS, **metrics_access.RIGHTS}, policies={})
    access.connect(rights=access_policies.RIGHTS, policies=access_policies.POLICIES)
    access.connect(rights=administration_access.RIGHTS, policies=administration_access.POLICIES)
    for package in (teamwork_access, clients_access, knowledge_access, contacts_access):
        access.connect(rights=package.RIGHTS, policies=package.POLICIES)
    access.connect(rights=cases_access.RIGHTS, policies=cases_access.POLICIES, lent=cases_access.LENT)
    exporting.connect(cover=masking.covered)
    beside.connect(contacts=contacts_beside_client.lines, cases=cases_beside_client.lines)
    about.connect({"contact": contacts_beside_client.about, "case": cases_beside_client.about})
    naming.connect(indexed_words.renamed)
    keeping.connect(
        portal_keeps.KEEPER, desk_keeps.KEEPER, cases_keeps.KEEPER, contacts_keeps.KEEPER, *telling_outgoing.KEEPERS
    )
    searching.connect(navigation.navigation, administration_finding.settings)
    day.connect(day_cards.waiting, day_cards.shift_now)
    belonging.connect(
        belonging.Topics(topic_choices.topic_choices, linking.topics_of, linking.link, topic_choices.code_choices)
    )
    belonging.connect_queues(topic_choices.queue_choices)
    following.connect(script_facts.runs)
    drafting.connect({"article": article_publisher.publish, "script": script_publisher.publish})
    if settings.DEMO:
        cast.connect(demo_cast.members)
        access.connect(rights=demo_access.RIGHTS, policies={})
