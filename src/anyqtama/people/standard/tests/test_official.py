"""The official text itself, where it lies beside the repository: its figures, its duties, its abilities."""

import csv
import random
from itertools import chain

import pytest

from anyqtama.people.standard.comparing import differences
from anyqtama.people.standard.parsing import read
from anyqtama.people.standard.shipped import shipped
from anyqtama.people.standard.structure import Standard, StandardUnreadable, counts
from anyqtama.people.standard.tests.texts import OFFICIAL, OFFICIAL_FOLDER

pytestmark = pytest.mark.skipif(not OFFICIAL.is_file(), reason="the official text is not beside the repository")


@pytest.fixture(scope="module")
def standard() -> Standard:
    return read(OFFICIAL.read_bytes())


def rows(name: str) -> list[dict[str, str]]:
    with (OFFICIAL_FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_official_text_has_its_known_figures(standard: Standard) -> None:
    assert counts(standard) == {
        "occupations": 10,
        "functions": 38,
        "duties": 157,
        "recommended": 67,
        "abilities": 590,
        "knowledge": 610,
    }


def test_its_duties_are_those_taken_down_by_hand(standard: Standard) -> None:
    assert [(duty.id, duty.title, "yes" if duty.recommended else "no") for duty in standard.duties()] == [
        (row["id"], row["source_title_kk"], row["recognition_recommended"]) for row in rows("duties.csv")
    ]


def test_its_abilities_and_knowledge_are_those_taken_down_by_hand(standard: Standard) -> None:
    statements = chain.from_iterable((*duty.abilities, *duty.knowledge) for duty in standard.duties())
    assert [(one.id, one.text) for one in statements] == [
        (row["id"], row["source_text_kk"]) for row in rows("abilities.csv")
    ]


def test_the_shipped_structure_is_that_of_the_official_text(standard: Standard) -> None:
    assert differences(standard=standard, shipped=shipped()) == ()
    assert [(one.role, one.card, one.code, str(one.orq_level)) for one in shipped().occupations] == list(
        dict.fromkeys(
            (row["role"], int(row["id"].split(".")[0]), row["code"], row["orq_level"]) for row in rows("duties.csv")
        )
    )
    assert [(duty.id, duty.capability) for duty in shipped().duties()] == [
        (row["id"], row["capability"]) for row in rows("duties.csv")
    ]


def test_no_duty_is_shipped_in_the_official_sentence(standard: Standard) -> None:
    official = {duty.title.lower() for duty in standard.duties()}
    assert official.isdisjoint(duty.words.kk.lower() for duty in shipped().duties())


def test_its_report_names_every_mended_line(standard: Standard) -> None:
    lines = OFFICIAL.read_text(encoding="utf-8").split("\n")
    assert len(standard.report) == 16
    assert all(" ".join(lines[remark.line - 1].split()) == remark.text for remark in standard.report)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_the_official_text_cut_short_is_refused(share: float) -> None:
    lines = OFFICIAL.read_text(encoding="utf-8").split("\n")
    with pytest.raises(StandardUnreadable) as refusal:
        read("\n".join(lines[: int(len(lines) * share)]).encode())
    assert refusal.value.line <= int(len(lines) * share)


def test_one_lost_line_never_shrinks_the_figures_unnoticed(standard: Standard) -> None:
    lines = OFFICIAL.read_text(encoding="utf-8").split("\n")
    first_card = standard.occupations[0].line
    filled = [at for at, line in enumerate(lines) if line.strip() and at >= first_card]
    unnoticed = []
    for at in random.Random(394).sample(filled, 40):
        try:
            read_again = read("\n".join(lines[:at] + lines[at + 1 :]).encode())
        except StandardUnreadable:
            continue
        if counts(read_again) != counts(standard) and not differences(standard=read_again, shipped=shipped()):
            unnoticed.append(at + 1)
    assert unnoticed == []
