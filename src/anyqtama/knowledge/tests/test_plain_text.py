from hypothesis import given
from hypothesis import strategies as st

from anyqtama.knowledge.templatetags.knowledge import plain_text


def test_blank_lines_part_paragraphs_and_lines_with_a_dash_are_a_list() -> None:
    body = "Бірінші\nжол\n\nТізім:\n- бір\n- екі\n\nСоңы"
    assert plain_text(body) == "<p>Бірінші<br>жол</p><p>Тізім:</p><ul><li>бір</li><li>екі</li></ul><p>Соңы</p>"


def test_a_dash_inside_a_line_is_no_list() -> None:
    assert plain_text("су - бар") == "<p>су - бар</p>"


@given(st.text(alphabet=st.sampled_from(list("<>&\"'- \n/абa=")), max_size=80))
def test_no_text_becomes_markup_of_its_own(body: str) -> None:
    shown = plain_text(body)
    for known in ("<p>", "</p>", "<ul>", "</ul>", "<li>", "</li>", "<br>"):
        shown = shown.replace(known, "")  # type: ignore[assignment]
    assert "<" not in shown
    assert ">" not in shown
