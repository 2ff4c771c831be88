"""What of the catalogue fits a need, why, and what speaks for it here. Without a reason nothing is proposed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from anyqtama.contacts.models import Topic
from anyqtama.kernel.labels import label
from anyqtama.kernel.search import marked
from anyqtama.knowledge import finding, offering_words
from anyqtama.knowledge.models import Offering
from anyqtama.people import access
from anyqtama.people.models import Person

READ, MOST = 12, 5
SAID = ("about", "characteristics", "conditions", "where")
"""The texts in which words of the need speak for an offering."""
WITHOUT_A_VISIT = ("online", "delivery", "on_site", "post")
FEWEST_LETTERS = 4
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Match:
    """`said`: what a client may be told; `reasons`: why it fits; `advantages`: what speaks for it for this need."""

    offering: Offering
    price: str
    said: str
    reasons: Sequence[str]
    advantages: Sequence[str]


def matches(*, person: Person, words: str, topic: Topic | None, language: str, day: date) -> list[Match]:
    """By the words of the need, those of its topic first among equals; none where nothing has a reason."""
    words = " ".join(telling(words))
    found = finding.offerings(person=person, query=words, language=language, limit=READ)
    rows = access.visible(person, Offering).filter(retired_at=None)
    rows = rows.select_related("provider").prefetch_related("prices")
    known = {each.pk for each in found}
    found += [each for each in rows if topic and topic.code in each.topics and each.pk not in known]
    told = [(each, _strength(each, words, topic, language), _reasons(each, words, topic, language)) for each in found]
    fitting = sorted((one for one in told if one[1] > 0), key=lambda one: -one[1])[:MOST]
    prices = [amount for each, _how, _why in fitting if (amount := each.price_on(day)) is not None]
    least = min(prices) if len(prices) > 1 and len(set(prices)) > 1 else None
    return [
        Match(
            each, offering_words.price(each, day), offering_words.whole(each, language=language, day=day), why,
            [*(_cheapest(each, day) if each.price_on(day) == least else []), *_advantages(each, words, language)],
        )
        for each, _how, why in fitting
    ]  # fmt: skip


def heard(text: str, words: str) -> list[str]:
    """The words of the text that the need says too, in any form."""
    return list(dict.fromkeys(piece.text.casefold() for piece in marked(text, words) if piece.marked))


def telling(words: str) -> list[str]:
    """The words of the need, each once, without the little ones: day, and, for."""
    return list(dict.fromkeys(word for word in WORD.findall(words.casefold()) if len(word) >= FEWEST_LETTERS))


def _strength(offering: Offering, words: str, topic: Topic | None, language: str) -> int:
    """One common word in a long text says too little, unless the topic or the name says it too."""
    in_name = len(heard(label(offering.names, language), words))
    texts = "\n".join(offering.text(name, language) for name in SAID)
    in_texts = sum(bool(heard(texts, word)) for word in words.split())
    of_topic = topic is not None and topic.code in offering.topics
    speaks = len(_heard_facts(offering, words, language))
    return 3 * in_name + speaks + (in_texts if in_texts > 1 or in_name or of_topic else 0) + (2 if of_topic else 0)


def _reasons(offering: Offering, words: str, topic: Topic | None, language: str) -> list[str]:
    found = []
    if in_name := heard(label(offering.names, language), words):
        found.append(_("its name has the client's words: %(words)s") % {"words": ", ".join(in_name)})
    if topic is not None and topic.code in offering.topics:
        found.append(_("it is offered on the topic “%(topic)s”") % {"topic": topic})
    for name in SAID:
        if said := heard(offering.text(name, language), words):
            title = str(offering_words.SECTIONS[name])
            found.append(_("“%(title)s” tells of: %(words)s") % {"title": title, "words": ", ".join(said[:4])})
    return found


def _cheapest(offering: Offering, day: date) -> list[str]:
    return [
        _("the lowest price of these: %(price)s") % {"price": offering_words.money(offering.price_on(day) or Decimal())}
    ]


def _advantages(offering: Offering, words: str, language: str) -> list[str]:
    found = _heard_facts(offering, words, language)
    ways = [str(offering_words.RECEIVING[way]) for way in offering.receiving if way in WITHOUT_A_VISIT]
    return [*found, *([_("without a visit: %(ways)s") % {"ways": ", ".join(ways)}] if ways else [])]


def _heard_facts(offering: Offering, words: str, language: str) -> list[str]:
    """Characteristics and discounts that the need itself speaks of."""
    facts = offering_words.characteristics(offering, language)
    found = [f"{name}: {value}" for name, value in facts.items() if heard(f"{name} {value}", words)]
    for each in offering.discounts:
        if heard(label(each["names"], language), words):
            told = {"percent": each["percent"], "why": label(each["names"])}
            found.append(_("a discount of %(percent)s %%: %(why)s") % told)
    return found
