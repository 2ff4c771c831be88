import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anyqtama.clients import places
from anyqtama.clients.places import LONGEST, PARTS, Place

SAYS_WHAT_IT_IS = {
    "үй", "үйі", "дом", "д", "house", "building", "пәтер", "пәтері", "пәт", "кв", "квартира", "apt", "flat",
    "apartment",
}  # fmt: skip
"""Words of a house or a flat, which the name of the part says."""
BITS = st.sampled_from([
    "Абай", "көшесі", "даңғылы", "ул.", "пр-т", "Мәңгілік", "Ел", "мкр", "ықшам ауданы", "г.", "Астана", "қаласы",
    "ауылы", "д.", "дом", "үй", "47-үй", "12-пәтер", "кв.", "кв", "5", "12А", "47/2", "5-12", "3-кіреберіс", "подъезд",
    "8", "Марта", "корпус 2", "Street", "№", ",", ", ", ";", "-", "/", ".", "\n", "Ұлы", "ёлка",
])  # fmt: skip
LINES = st.one_of(
    st.lists(BITS, max_size=14).map(" ".join), st.lists(BITS, max_size=14).map("".join), st.text(max_size=80)
)


def words(*texts: str) -> Counter[str]:
    return Counter(word for text in texts for word in re.findall(r"[^\W\d_]+|\d+", text.casefold()))


@pytest.mark.parametrize(("line", "parts"), [
    ("Абай көшесі, 12", ("", "Абай көшесі", "12", "", "")),
    ("Абай даңғылы, 47-үй, 12-пәтер", ("", "Абай даңғылы", "47", "12", "")),
    ("пр. Абая, дом 47, кв. 12", ("", "пр. Абая", "47", "12", "")),
    ("47 Abai Avenue, flat 12", ("", "Abai Avenue", "47", "12", "")),
    ("абай, 7", ("", "абай", "7", "", "")),
    ("Астана, Сейфуллин көшесі, 5-12", ("Астана", "Сейфуллин көшесі", "5", "12", "")),
    ("Мәңгілік Ел 12, 3-кіреберіс", ("", "Мәңгілік Ел", "12", "", "3-кіреберіс")),
    ("ул. 8 Марта 15", ("", "ул. 8 Марта", "15", "", "")),
    ("12 мкр, 5 дом, 17 кв", ("", "12 мкр", "5", "17", "")),
    ("Самал-2 ықшам ауданы, 14-үй", ("", "Самал-2 ықшам ауданы", "14", "", "")),
    ("г.Көкшетау, ул.Әуезов, д.189А, кв.5, подъезд 2", ("г.Көкшетау", "ул.Әуезов", "189А", "5", "подъезд 2")),
    ("г. Астана ул. Абая 47/2-12", ("г. Астана", "ул. Абая", "47/2", "12", "")),
    ("Қосшы ауылы, Республика көшесі 3", ("Қосшы ауылы", "Республика көшесі", "3", "", "")),
    ("ул Абая 45 корпус 2", ("", "ул Абая", "45 корпус 2", "", "")),
    ("за магазином на углу", ("", "", "", "", "за магазином на углу")),
    ("", ("", "", "", "", "")),
])  # fmt: skip
def test_lines_as_people_write_them(line: str, parts: tuple[str, ...]) -> None:
    assert places.read(line).parts == parts


@given(LINES)
def test_reading_loses_no_word_and_invents_none(line: str) -> None:
    place = places.read(line)
    kept, said = words(*place.parts), words(place.line)
    assert not kept - said
    assert set(said - kept) <= SAYS_WHAT_IT_IS
    assert place.line == line.strip()
    assert all(len(getattr(place, part)) <= LONGEST[part] for part in LONGEST)


@given(LINES)
def test_a_line_stays_as_it_was_written_where_no_part_is_changed(line: str) -> None:
    place = places.read(line)
    said = {part: getattr(place, part) for part in LONGEST}
    again = places.composed(was=place.line, **said)
    assert again.line == place.line


@pytest.mark.parametrize("line", ["ТЦ Мега; вход 2", "за  магазином,на углу", "1,2,3," * 50, "г. Астана," + "1," * 145])
def test_a_line_without_parts_and_the_longest_one_stay_and_fit(line: str) -> None:
    place = places.read(line)
    assert len(place.rest) <= LONGEST["rest"]
    assert places.composed(was=line, **{part: getattr(place, part) for part in LONGEST}).line == line.strip()


@given(st.text(alphabet="аб1 ,;.\n", min_size=250, max_size=400))
def test_the_longest_lines_fit_in_their_parts(line: str) -> None:
    place = places.read(line)
    assert all(len(getattr(place, part)) <= LONGEST[part] for part in LONGEST)


def test_parts_that_nobody_touched_give_way_to_another_street_and_keep_what_is_added_to_them() -> None:
    home = "Сейфуллин көшесі, 5-12"
    given = {"street": "Сейфуллин көшесі", "house": "5", "flat": "12"}
    assert places.composed(was=home, rest="Абай 47", **given) == places.read("Абай 47")
    assert places.composed(was=home, rest="код 45", **given).street == "Сейфуллин көшесі"
    typed = places.composed(was=home, rest="Абай 47", **given | {"house": "6"})
    assert (typed.street, typed.rest) == ("Сейфуллин көшесі", "Абай 47")


def test_no_address_stays_in_memory() -> None:
    assert not hasattr(places.read, "cache_info")


@given(st.fixed_dictionaries({part: st.text(max_size=20) for part in (*PARTS, "rest")}))
def test_parts_make_a_line_that_has_all_their_words(said: dict[str, str]) -> None:
    place = places.composed(**said)
    assert words(place.line) == words(" ".join(" ".join(said[part].split()) for part in LONGEST))
    if any(said[part].strip() for part in PARTS):
        assert place.parts == tuple(" ".join(said[part].split()) for part in LONGEST)


@pytest.mark.parametrize(("one", "other", "common"), [
    ("Абай көшесі, 12", "ул. Абая, д. 12", "address"),
    ("Abai street 12", "Абай к-сі 12, 3-кіреберіс", "address"),
    ("Абай 12, кв. 5", "Абай көшесі 12, 6-пәтер", "house"),
    ("Абай 12, кв. 5", "Абай көшесі 12", "address"),
    ("Абай 12", "Абай 14", "street"),
    ("Абай 12", "Достық 12", ""),
    ("За магазином", "за магазином.", "address"),
    ("", "", ""),
    ("Астана, Абай 12", "Қосшы ауылы, Абай 12", ""),
    ("г. Астана, Абай 12", "Астана қаласы, Абай көшесі 12", "address"),
    ("Есіл ауданы, Абай 12", "Астана, Абай 12", "address"),
    ("Абай 45 корпус 2", "Абай 45/2", "address"),
    ("Абай 45 к. 2", "Абай 45/2", "address"),
    ("Абай 45/2", "Абай 452", "street"),
    ("Астана көшесі 5", "улица Астана, 5", "address"),
])  # fmt: skip
def test_what_two_places_share(one: str, other: str, common: str) -> None:
    assert places.shared(places.read(one), places.read(other)) == common
    assert places.shared(places.read(other), places.read(one)) == common


def test_who_looks_for_a_street_may_leave_out_what_kind_it_is() -> None:
    assert places.searched("абая").street_key == places.read("Абай даңғылы, 5").street_key
    assert places.searched("Абай 47").house_key == "47"
    assert Place().street_key == ""
    assert places.searched("улица").street_key == places.searched("!!!").street_key == ""
    assert places.searched("Алматы").street_key == places.read("Алматы көшесі, 3").street_key != ""
    assert places.house_key("47-2") == "47/2"
    assert places.house_key("12 А") == places.house_key("12а")
