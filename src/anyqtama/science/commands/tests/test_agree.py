import argparse
import json
from pathlib import Path

import pytest

from anyqtama.science.commands import agree

WIDE = "item,a,b\n" + "".join(
    f"C{i},{a},{b}\n" for i, (a, b) in enumerate([(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15)
)


def call(tmp_path: Path, content: bytes | str, *options: str) -> int:
    path = tmp_path / "ratings.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    parser = argparse.ArgumentParser()
    agree.add_arguments(parser)
    return agree.run(parser.parse_args([str(path), *options]))


def test_agree_prints_the_textbook_kappa_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(tmp_path, WIDE, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["coefficients"]["cohen_kappa"]["value"] == pytest.approx(0.4)
    assert report["coefficients"]["cohen_kappa"]["low"] < 0.4 < report["coefficients"]["cohen_kappa"]["high"]
    assert (report["items"], report["raters"]) == (50, ["a", "b"])


def test_agree_reads_long_rows_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [line.split(",") for line in WIDE.splitlines()[1:]]
    long = "item,rater,rating\n" + "".join(f"{i},a,{a}\n{i},b,{b}\n" for i, a, b in rows)
    call(tmp_path, long, "--json")
    assert json.loads(capsys.readouterr().out)["coefficients"]["cohen_kappa"]["value"] == pytest.approx(0.4)


def test_agree_reads_cp1251_semicolons_and_decimal_commas(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = "Обращение;Айгерим;Ольга\n1;4,5;4,5\n2;3,0;3,5\n3;1,5;2,0\n4;;5,0\n".encode("cp1251")
    assert call(tmp_path, content, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["raters"] == ["айгерим", "ольга"]
    assert report["missing_marks"] == 1
    assert report["coefficients"]["icc_2_1"]["value"] > 0.9


def test_agree_ranks_words_only_when_their_order_is_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = "item,a,b\n1,bad,bad\n2,fair,good\n3,good,good\n4,bad,fair\n"
    call(tmp_path, content, "--json")
    assert "krippendorff_alpha_ordinal" not in json.loads(capsys.readouterr().out)["coefficients"]
    call(tmp_path, content, "--json", "--categories", "bad,fair,good")
    assert json.loads(capsys.readouterr().out)["coefficients"]["krippendorff_alpha_ordinal"]["value"] > 0


def test_agree_warns_where_kappa_misleads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = "item,a,b\n" + "".join(f"{i},1,1\n" for i in range(118)) + "x,1,0\ny,0,1\n"
    call(tmp_path, content)
    out = capsys.readouterr().out
    assert "AC1" in out
    assert "gwet_ac1" in out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "is empty"),
        ("item,a,b\n", "has no rows"),
        ("item,a,b\n1,2\n", "line 2"),
        ("item,a,a\n1,2,3\n", "twice"),
        ("item,rater,rating\n1,a,2\n1,a,3\n", "again"),
        ("item,a,b\n1,inf,2\n", "ratings.csv line 2, a is inf"),
        ("item,a,b\nC1,1,2\nC2,1,1\nC1,2,2\n", "ratings.csv line 4, item is 'C1' again (first line 2)"),
        ("name,a,b\nx1,1,1\nx2,1,2\nx3,2,2\n", "--item"),
        ("item,a\n1,2\n", "two columns"),
        ("which,a,b\n1,1,2\n2,2,3\n3,3,3\n", "--item"),
    ],
)
def test_agree_refuses_and_says_what_where_and_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, message: str
) -> None:
    assert call(tmp_path, content) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("categories", [",", "1,1,0", "1,,0"])
def test_agree_refuses_categories_that_are_no_list_of_marks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], categories: str
) -> None:
    assert call(tmp_path, WIDE, "--categories", categories) == 2
    assert "--categories is" in capsys.readouterr().err


def test_a_coefficient_without_a_value_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    alike = "item,a,b,c\n" + "".join(f"{i},3,3,3\n" for i in range(12))
    assert call(tmp_path, alike) == 0
    out = capsys.readouterr().out
    assert "gwet_ac1 has a value when --categories names all possible marks" in out
    assert "read Gwet's AC1" not in out  # it has none either
    assert call(tmp_path, alike, "--categories", "1,2,3", "--json") == 0
    ac1 = json.loads(capsys.readouterr().out)["coefficients"]["gwet_ac1"]
    assert (ac1["value"], ac1["low"]) == (1, None)  # twelve alike items are no proof of certainty
    assert call(tmp_path, "item,a,b,c\n1,1,2,3\n2,1,,3\n3,1,2,2\n4,2,2,2\n") == 0
    assert "read gwet_ac1 or krippendorff_alpha" in capsys.readouterr().out


def test_agree_refuses_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    agree.add_arguments(parser)
    assert agree.run(parser.parse_args([str(tmp_path / "no.csv")])) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_agree_draws_the_coefficients(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    assert call(tmp_path, WIDE, "--plot", str(tmp_path / "a.svg")) == 0
    assert (tmp_path / "a.svg").read_text().startswith("<?xml")
