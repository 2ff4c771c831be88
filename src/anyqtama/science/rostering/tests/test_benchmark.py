"""Instances in the format of Curtois and Qu: read, solved, written, and read again by the checker."""

from __future__ import annotations

import pytest

from anyqtama.science.refusals import BadInput
from anyqtama.science.rostering import (
    Effort,
    RosterStatus,
    check_roster,
    make_roster,
    read_curtois_qu,
    read_roster,
    roster_text,
)

SMALL = """# two weeks, three people
SECTION_HORIZON
14

SECTION_SHIFTS
E,480,
L,480,E

SECTION_STAFF
A,E=14|L=14,4320,3360,5,2,2,1
B,E=14|L=0,4320,3360,5,2,2,1
C,E=14|L=14,4320,3360,5,2,2,1

SECTION_DAYS_OFF
A,0
B,5
C,8

SECTION_SHIFT_ON_REQUESTS
A,2,L,2

SECTION_SHIFT_OFF_REQUESTS
C,12,E,3

SECTION_COVER
""" + "".join(f"{day},{shift},1,100,1\n" for day in range(14) for shift in "EL")


def test_a_small_instance_is_solved_and_its_text_reads_back() -> None:
    problem = read_curtois_qu(SMALL)
    found = make_roster(problem, effort=Effort(seconds=10, threads=1))
    assert found.status in (RosterStatus.OPTIMAL, RosterStatus.FEASIBLE)
    assert found.hard_violations == 0
    assert found.bound <= found.objective
    again = read_roster(roster_text(found.roster), problem)
    assert again == found.roster
    assert check_roster(problem, again).objective == found.objective


def test_the_checker_names_every_broken_rule() -> None:
    problem = read_curtois_qu(SMALL)
    nobody = tuple((None,) * 14 for _ in range(3))
    told = check_roster(problem, nobody).hard
    assert any("A: minutes: 0 minutes" in words for words in told)
    always = tuple(("L", "E") * 7 for _ in range(3))
    told = check_roster(problem, always).hard
    for words in (
        "A: day 0: absent, has L",
        "E on day 1 after L",
        "14 days in a row from day 0, at most 5",
        "2 weekends worked, at most 1",
        "B: most L: 7 shifts",
        "6720 minutes in days 0-13, at most 4320",
    ):
        assert any(words in line for line in told), words


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("E,480,", "E,1500,", "longer than a day"),
        ("E,480,", "E,-480,", "minutes is -480"),
        ("E,480,", "E,abc,", "'abc': give a whole number"),
        ("SECTION_STAFF", "SECTION_PEOPLE", "SECTION_PEOPLE"),
        ("A,E=14|L=14,4320,3360", "A,E=14|L=14,3360,4320", "wants at least 4320, at most 3360"),
        ("A,2,L,2", "A,20,L,2", "day is 20"),
        ("A,2,L,2", "A,2,X,2", "names the shift 'X'"),
        ("A,2,L,2", "Z,2,L,2", "requests of 'Z'"),
        ("A,2,L,2", "A,2,L,nan", "'nan'"),
        ("A,2,L,2", "A,2,L,-2", "wish of day 2 is -2"),
        ("0,E,1,100,1", "0,E,-1,100,1", "wanted is -1"),
        ("B,E=14", "A,E=14", "requests of 'B'"),
        ("A,E=14|L=14", "Z,E=14|L=14", "requests of 'A'"),
        ("E,480,\nL", "L,480,\nL", "'L' twice"),
    ],
)
def test_senseless_instances_are_refused_with_the_place(old: str, new: str, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_curtois_qu(SMALL.replace(old, new, 1))
    assert message in str(refused.value)
