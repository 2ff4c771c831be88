"""The talks the simulation plays are well formed and mixed as in a real city."""

from collections import Counter
from itertools import pairwise

import pytest

from anyqtama.demo.content import LANGUAGES, dialogues, placeholders
from anyqtama.demo.content.shapes import TALK_FIELDS, Dialogue, Outcome, Side

TALKS = dialogues()


def _weights(part: str) -> dict[str, float]:
    counted: Counter[str] = Counter()
    for talk in TALKS:
        counted[getattr(talk, part)] += talk.weight
    return {key: weight / counted.total() for key, weight in counted.items()}


def _fields(talk: Dialogue) -> frozenset[str]:
    return frozenset[str]().union(*(placeholders(line.text) for line in talk.lines))


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: str(talk.code))
def test_a_talk_starts_with_the_visitor_and_asks_only_for_known_fields(talk: Dialogue) -> None:
    assert talk.lines[0].side is Side.VISITOR
    assert all(line.text for line in talk.lines)
    assert _fields(talk) <= TALK_FIELDS
    assert talk.language in LANGUAGES
    assert talk.weight > 0
    assert set(talk.months) <= set(range(1, 13))


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: str(talk.code))
def test_sides_alternate_once_a_person_answers(talk: Dialogue) -> None:
    sides = [line.side for line in talk.lines]
    if talk.outcome is Outcome.ABANDONED:
        assert set(sides) == {Side.VISITOR}
    else:
        assert len(sides) >= 4
        assert all(one is not other for one, other in pairwise(sides))


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: str(talk.code))
def test_a_number_is_named_exactly_when_a_case_is_registered(talk: Dialogue) -> None:
    where = talk.registered_before
    if talk.outcome is not Outcome.REGISTERED:
        assert where is None
        assert "due" not in _fields(talk)
        return
    assert where is not None
    assert talk.lines[where].side is Side.OPERATOR
    assert {"case_number", "due"} <= placeholders(talk.lines[where].text)


def test_visitors_never_use_a_name_or_number_only_the_centre_knows() -> None:
    said = [line.text for talk in TALKS for line in talk.lines if line.side is Side.VISITOR]
    known = frozenset({"client_name", "operator_name", "case_number", "due"})
    assert [text for text in said if placeholders(text) & known] == []


def test_most_contacts_are_answered_at_once_and_few_are_lost_or_rude() -> None:
    share = _weights("outcome")
    assert share[Outcome.ANSWERED] > 0.5 > share[Outcome.REGISTERED] > 0.2
    assert 0.03 < share[Outcome.ABANDONED] < 0.1
    assert 0 < share[Outcome.ABUSIVE] < 0.03


def test_about_half_write_in_kazakh_a_third_in_russian_and_a_tenth_in_english() -> None:
    share = _weights("language")
    assert share["kk"] == pytest.approx(0.55, abs=0.05)
    assert share["ru"] == pytest.approx(0.35, abs=0.05)
    assert share["en"] == pytest.approx(0.10, abs=0.03)


def test_every_language_can_be_played_in_every_month() -> None:
    for month in range(1, 13):
        played = {(t.language, t.outcome) for t in TALKS if not t.months or month in t.months}
        assert {(language, Outcome.REGISTERED) for language in LANGUAGES} <= played
        assert {(language, Outcome.ANSWERED) for language in LANGUAGES} <= played
