"""The whole desk as its templates need it: left column, the open talk, its context. Reads only."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from anyqtama.cases.orders.advice import advice
from anyqtama.cases.orders.screen import ways
from anyqtama.contacts import leaving
from anyqtama.contacts.models import Consultation, Contact, ContactResult, ContactState, EndedHow
from anyqtama.contacts.receivers import may_reassign, receivers
from anyqtama.contacts.wrap_up import HELD
from anyqtama.desk import colleagues, forms, ringing
from anyqtama.desk.context import (
    beside,
    case_panel,
    client_card,
    consulting,
    explained,
    outgoing,
    script_steps,
    told,
)
from anyqtama.desk.difficult import panel as difficult
from anyqtama.desk.naming import LANGUAGES, SPOKEN, icon_of, name_of
from anyqtama.desk.standing import standing
from anyqtama.desk.talk import lines, templates
from anyqtama.desk.topics import Choices, topic_choices
from anyqtama.knowledge import finding
from anyqtama.people.models import Person, Presence, StateKind

Shown = dict[str, Any]
Given = Mapping[str, Any]
"""What the address or a refused form brings: opened, refusal, forms already filled, text typed, find, article."""

CONTACT_FACTS = (
    "client", "channel", "queue", "topic__script", "topic__parent", "topic__department", "owner", "call",
)  # fmt: skip


def mine(person: Person, at: datetime) -> Shown:
    """What is the person's own: what rings, their contacts, what colleagues ask them."""
    return {
        "offers": ringing.offers(person, at),
        "contacts": ringing.my_contacts(person, at),
        "questions": [(question, name_of(question.contact)) for question in ringing.questions(person)],
    }


def left(person: Person, at: datetime) -> Shown:
    return {**mine(person, at), "queues": ringing.queues(person, at)}


def desk(person: Person, at: datetime) -> Shown:
    return {**left(person, at), **nothing_open(person), "at": at}


def nothing_open(person: Person) -> Shown:
    """The middle of a desk at which no contact is open."""
    return {
        "available": Presence.objects.filter(person=person, state__kind=StateKind.AVAILABLE).exists(),
        "leads_some": Contact.objects.running().owned_by(person).exists(),
    }


def contact_desk(contact: Contact, person: Person, at: datetime, given: Given) -> Shown:
    return left(person, at) | opened(contact, person, at, given)


def opened(contact: Contact, person: Person, at: datetime, given: Given) -> Shown:
    """Talk and context. With one of its forms open, or refused, the dialogs too."""
    shown = {"at": at, **talk(contact, person, at, given)}
    shown |= context(contact, person, at, given)
    if shown["own"] and shown["opened"]:
        shown |= dialogs(contact, person, at, given)
    return shown


def head(contact: Contact, person: Person, at: datetime) -> Shown:
    """What the header and the bar of verbs hang on."""
    own = contact.owner_id == person.pk
    return {
        "contact": contact,
        "name": name_of(contact),
        "icon": icon_of(contact),
        "language_name": LANGUAGES.get(contact.language, contact.language),
        "spoken": SPOKEN.get(contact.language, contact.language),
        "standing": standing(contact, at),
        "waited": contact.waited_seconds(at),
        "own": own,
        "shape": f"{contact.state}:{contact.owner_id}:{bool(contact.held_since)}",
        "leads": own and contact.state == ContactState.ACTIVE,
        "replies": own and contact.state == ContactState.ACTIVE and contact.channel.kind != "phone",
        "wraps": own and contact.state == ContactState.WRAP_UP,
        "waits": contact.state in {ContactState.WAITING, ContactState.OFFERED},
    }


def talk(contact: Contact, person: Person, at: datetime, given: Given) -> Shown:
    shown = head(contact, person, at)
    shown["lines"] = lines.lines(
        contact, person, most=10_000 if given.get("all") else lines.MOST, uncovered=given.get("uncovered", 0)
    )
    shown["earlier"] = shown["lines"] and shown["lines"][0].seq > 1
    return shown | bottom(contact, person, given, shown)


def bottom(contact: Contact, person: Person, given: Given, head: Shown) -> Shown:
    """What is under the lines: a question to answer, the composer, the verbs. They depend on how the contact stands."""
    shown: Shown = {}
    shown["receivers"] = receivers(person) if may_reassign(person, contact) else []
    shown["question"] = question_to(contact, person)
    shown["taking_over"] = difficult.taking_over(shown["question"])
    shown["typed"] = given.get("typed") or ready_words(contact, person, given)
    shown["refusal"] = given.get("refusal", "")
    shown["opened"] = given.get("opened", "")
    shown["composer"] = given.get("composer", "reply") if head["replies"] else "note"
    if head["own"]:
        cases = list(contact.cases.order_by("-registered_at", "-id")[:1])
        ready = templates.templates(contact, person, cases)
        shown["templates"] = [template for template in ready if not template.hands_on]
        shown |= difficult.strip(contact)
    return shown


def ready_words(contact: Contact, person: Person, given: Given) -> str:
    """Without scripts: a template or an article chosen by an address, put into the composer."""
    if shortcut := given.get("template"):
        cases = list(contact.cases.order_by("-registered_at", "-id")[:1])
        known = templates.templates(contact, person, cases)
        return next((template.text for template in known if template.shortcut == shortcut), "")
    found = finding.text(person=person, code=given["insert"], language=contact.language) if "insert" in given else None
    if found and (part := given.get("part", "")).isdecimal() and int(part[:4]) < len(found.passages):
        return found.passages[int(part[:4])].said
    return found.told if found else ""


def dialogs(contact: Contact, person: Person, at: datetime, given: Given) -> Shown:
    """The forms behind the verbs: a page has them only where one is open, else its module asks for them."""
    case = case_panel.panel(contact, person, at)
    shown = head(contact, person, at) | {"at": at, "case": case, "opened": given.get("opened", "")} | _promise(case)
    return shown | verb_forms(contact, person, given, topic_choices()) | card_forms(contact, person, given)


def card_forms(contact: Contact, person: Person, given: Given) -> Shown:
    if contact.client is None:
        return {}
    known = {name: getattr(contact.client, name) for name in ("name", "language", "address", "notes")}
    fresh = forms.ClientForm(initial=known, auto_id="client-%s", hidden=told.hidden(contact, person))
    return {
        "client_form": given.get("client_form", fresh),
        "identity_form": given.get("identity_form", forms.IdentityForm(auto_id="identity-%s")),
    }


def verb_forms(contact: Contact, person: Person, given: Given, topics: Choices) -> Shown:
    present = colleagues.present(person)
    free, queues = colleagues.available(present), colleagues.other_queues(contact.queue_id)
    everyone = [row.person for row in present]
    topic = {"topic": contact.topic_id}
    ready = script_steps.filled(contact) if given.get("opened") in {"register", "transfer"} else {}
    fresh: Shown = {
        "transfer": forms.TransferForm(
            queues=queues, people=free, auto_id="transfer-%s", initial=_farewell(contact, person) | ready
        ),
        "consult": forms.ConsultForm(people=everyone, auto_id="consult-%s"),
        "blocking": forms.BlockForm(auto_id="block-%s"),  # "block" is the template language's own name
        "close": forms.CloseForm(
            topics=topics, initial=topic | _result(contact), missing=_not_taken(contact), auto_id="close-%s"
        ),
        "register": forms.RegisterForm(
            topics=topics, initial=_register(contact, person) | ready, auto_id="register-%s"
        ),
    }
    beside.offer(fresh["register"], contact, person)
    return {name: given.get(name, form) for name, form in fresh.items()} | difficult.shown(contact, present, given)


def context(contact: Contact, person: Person, at: datetime, given: Given) -> Shown:
    case = case_panel.panel(contact, person, at)
    card = client_card.card(contact, person, at)
    shown: Shown = {"card": card, "script": script_steps.script(contact), "case": case, "find": given.get("find", "")}
    revealed = given.get("revealed", {})
    shown["identities"] = [(known, revealed.get(known.pk, known.masked)) for known in card.identities] if card else []
    shown["told"] = told.told(contact, person, peeked=given.get("peeked", ""))
    if contact.owner_id == person.pk:
        topic = forms.TopicForm(topics=topic_choices(), initial={"topic": contact.topic_id}, auto_id="topic-%s")
        shown["topic_form"] = given.get("topic_form", topic)
        shown["verify"] = given.get("verify", forms.VerifyForm(auto_id="verify-%s", initial=_verified(contact)))
    said = lines.client_words(contact)
    shown["articles"] = (
        finding.search(person=person, query=shown["find"], language=contact.language, limit=8)
        if shown["find"]
        else finding.fitting(person=person, topic=contact.topic, said=said, language=contact.language)
    )
    shown |= outgoing.beside(contact, person, at)
    shown["article"] = given.get("article", "")
    shown |= need(contact, person, at, said)
    shown["consulting"] = consulting.consulting(contact, person, at, shown["find"])
    return shown | _promise(case)


def _promise(case: case_panel.CasePanel) -> Shown:
    if case.due is None:
        return {}
    return {"promise": explained.promise_in_words(case.due.how), "counted": explained.summands(case.due.how)}


def need(contact: Contact, person: Person, at: datetime, said: Sequence[str]) -> Shown:
    """Begins with what the client said last."""
    return {"advice": advice(contact, person, at), "ways": ways("desk", contact.pk), "begun": said[-1] if said else ""}


def context_alone(contact: Contact, person: Person, at: datetime, given: Given) -> Shown:
    """The right column by itself."""
    return head(contact, person, at) | context(contact, person, at, given) | {"at": at, "opened": ""}


def _farewell(contact: Contact, person: Person) -> Shown:
    """What the client is told when the talk goes to a queue, if a ready sentence says it."""
    ready = templates.templates(contact, person, []) if contact.is_chat else []
    return {"said": next((template.text for template in ready if template.hands_on), "")}


def question_to(contact: Contact, person: Person) -> Consultation | None:
    return contact.consultations.select_related("asked_by").filter(asked=person, answered_at=None).first()


def _register(contact: Contact, person: Person) -> Shown:
    """The client's address, unless it may not be told yet."""
    shown = contact.client is not None and "address" not in told.hidden(contact, person)
    address = contact.client.address if contact.client and shown else ""
    return {"topic": contact.topic_id, "address": address, "subject": contact.topic or ""}


def _not_taken(contact: Contact) -> str:
    return leaving.not_taken(contact) if contact.ended_how in HELD else ""


def _result(contact: Contact) -> Shown:
    """What the contact has visibly ended in; anything else is the operator's to say."""
    blocked = contact.ended_how == EndedHow.BLOCKED
    code = "abuse" if blocked else "registered" if contact.cases.exists() else ""
    return {"result": ContactResult.objects.filter(active=True, code=code).first()} if code else {}


def _verified(contact: Contact) -> Shown:
    call = getattr(contact, "call", None)
    return {"level": call.verification} if call else {}
