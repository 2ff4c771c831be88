import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.knowledge import checking, computing, following, publishing, walking
from anyqtama.knowledge.following import Run
from tests.cast import NOW


def step(key: str, kind: str = "ask", **facts: Any) -> dict[str, Any]:
    return {"key": key, "kind": kind, "texts": {"kk": f"{key}?", "ru": f"{key}?"}} | facts


def choose(key: str, **ways: str) -> dict[str, Any]:
    options = [{"kk": answer, "ru": answer.upper(), **({"next": to} if to else {})} for answer, to in ways.items()]
    return step(key, "choose", options=options)


BRANCHED = [
    choose("where", home="rooms", street=""),
    step("lamps", next="register"),
    step("rooms"),
    step("price", "compute", formula="{rooms} * 150 + 50"),
    step("register", "register"),
]


def done(**said: str) -> dict[str, dict[str, Any]]:
    return {key: {"done": True, "answer": answer} for key, answer in said.items()}


@pytest.mark.parametrize(
    ("answers", "passed", "now", "ahead"),
    [
        ({}, [], "where", ["rooms", "price", "register"]),
        (done(where="street"), ["where"], "lamps", ["register"]),
        (done(where="HOME"), ["where"], "rooms", ["price", "register"]),
        (done(where="home", rooms="3", price=""), ["where", "rooms", "price"], "register", []),
        (done(where="street", lamps="2", register=""), ["where", "lamps", "register"], "", []),
        (done(lamps="2"), [], "where", ["rooms", "price", "register"]),
        ({"where": {"done": False, "skipped": "danger", "answer": ""}}, ["where"], "rooms", ["price", "register"]),
    ],
)  # fmt: skip
def test_the_way_follows_what_was_answered(answers: Any, passed: list[str], now: str, ahead: list[str]) -> None:
    checking.check(BRANCHED)
    way = walking.walk(BRANCHED, answers)
    assert (way.passed, way.now, way.ahead) == (passed, now, ahead)


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ([step("a"), step("b", next="a")], "1. a? → 2. b? → 1. a?"),
        ([step("a", next="a")], "1. a? → 1. a?"),
        ([choose("a", yes="", no="c"), step("b"), step("c", next="b")], "b? → 3. c? → 2. b?"),
        ([step("a", next="c"), step("b"), step("c")], "2. b?"),
        ([step("a", next="z")], "1. a?"),
        ([step("a"), step("b", "compute", formula="{z} * 2")], "2. b?"),
        ([step("a"), step("b", "compute", formula="__import__(1) + {a}")], "2. b?"),
        ([step("a"), step("b", "compute", formula="2 * 2")], "2. b?"),
        ([step("a"), step("b", "compute", formula="{a} ** 9")], "2. b?"),
    ],
)
def test_a_way_that_goes_wrong_is_refused_and_the_step_is_named(steps: Any, told: str) -> None:
    with pytest.raises(checking.WayWrong) as refusal:
        checking.check(steps)
    assert told in refusal.value.message


@pytest.mark.parametrize(
    ("said", "result"), [("3", "500"), ("2,5", "425"), ("1 000", "150050"), ("үш", ""), ("", ""), ("1e9999999", "")]
)
def test_a_sum_is_counted_from_what_was_answered(said: str, result: str) -> None:
    assert computing.computed(BRANCHED[3], done(rooms=said)) == result


WRONG = [
    choose("where", home="gone", street=""),
    step("lamps", next="where"),
    step("sum", "compute", formula="{lamp} * 2"),
    step("told", "say", texts={"kk": "Барлығы {total}"}),
    step("empty", texts={}),
]


def test_everything_that_is_wrong_is_told_at_its_step() -> None:
    told = [(problem.key, problem.message) for problem in checking.problems(WRONG)]
    assert [key for key, _message in told] == ["where", "sum", "told", "empty", "lamps", "sum", "told", "empty"]
    assert re.search(r"\Wlamp\W", dict(told[1:2])["sum"])
    assert re.search(r"\Wtotal\W", dict(told[2:3])["told"])


def test_answers_one_chooses_from_are_numbers_where_a_sum_counts_with_them() -> None:
    counts = [choose("zone", one="", two=""), step("sum", "compute", formula="{zone} * 2")]
    assert [problem.key for problem in checking.problems(counts)] == ["sum"]
    counts[0]["options"] = [{"kk": "1"}, {"kk": "2,5"}]
    assert checking.problems(counts) == []
    assert computing.computed(counts[1], done(zone="2,5")) == "5"


@pytest.mark.parametrize(
    ("typed", "kept"), [("s2 * 150", "{s2} * 150"), ("{a-b}×2", "{a-b}*2"), ("(s1 + s2) ÷ 2", "({s1} + {s2}) / 2")]
)
def test_a_formula_is_kept_with_its_names_in_braces(typed: str, kept: str) -> None:
    assert computing.kept(typed) == kept


def test_what_is_said_names_what_was_answered() -> None:
    assert computing.put("{rooms} бөлме, {price} теңге", done(rooms="3")) == "3 бөлме, … теңге"
    assert computing.uncounted(BRANCHED[3], done(rooms="үш")) == ["rooms"]


@given(st.lists(st.sampled_from(["", "-", "s0", "s1", "s2", "s3", "s4"]), min_size=1, max_size=5))
def test_what_passes_the_check_always_comes_to_its_end(targets: list[str]) -> None:
    steps = [step(f"s{number}", **({"next": to} if to else {})) for number, to in enumerate(targets)]
    try:
        checking.check(steps)
    except checking.WayWrong:
        return
    way = walking.walk(steps, {one["key"]: {"done": True} for one in steps})
    assert way.now == ""
    assert set(way.passed) == {one["key"] for one in steps}


@pytest.mark.django_db
def test_where_people_leave_is_counted_by_step() -> None:
    version = publishing.publish_script(code="x", names={"kk": "X"}, steps=BRANCHED, by=None, at=NOW)
    refused = {"where": {"done": False, "skipped": "refused", "answer": ""}}
    runs = [
        Run(done(where="street"), over=True),
        Run(done(where="street", lamps="2"), over=False),
        Run(refused, over=True),
    ]
    before = list(following._runs)
    following.connect(lambda asked: runs)
    try:
        rows = {row.number: row for row in following.places(version, "kk")}
    finally:
        following._runs[:] = before
    assert (rows[1].reached, rows[1].done, rows[1].left_out, rows[1].ended) == (3, 2, {"refused": 1}, 0)
    assert (rows[2].reached, rows[2].done, rows[2].ended, rows[2].share) == (2, 1, 1, 50)
    assert (rows[3].reached, rows[3].ended, rows[3].share) == (1, 1, 100)
