from anyqtama.knowledge.passages import SHORT, fitting, passages

LONG = "Бұл туралы толығырақ мына жерде айтылған және ұзағырақ жазылған. " * 4
HEADED = f"## Қашан\n\nЖұмыс күндері.\n\n> Тек оператор біледі\n\n## Бағасы\n\n{LONG}\n\nАнықтама:\n- көшірмесі тегін"


def test_headings_make_the_passages_and_notes_are_never_told() -> None:
    first, second = passages(HEADED)
    assert first.said == "Қашан\n\nЖұмыс күндері."
    assert second.said.startswith("Бағасы")
    assert second.said.endswith("- көшірмесі тегін")


def test_without_headings_a_list_belongs_to_the_words_above_it() -> None:
    found = passages("Алдымен қараңыз.\n\nКерек:\n- куәлік\n- өтініш\n\nСоңында хабарлаңыз.")
    assert [each.said for each in found] == ["Алдымен қараңыз.", "Керек:\n\n- куәлік\n- өтініш", "Соңында хабарлаңыз."]


def test_a_short_text_goes_whole_and_of_a_long_one_what_was_asked() -> None:
    assert fitting(passages("Бір.\n\nЕкі."), "екі") == "Бір.\n\nЕкі."
    long = passages(f"{LONG}\n\nАнықтаманың бағасы 500 теңге.\n\n{LONG}")
    assert sum(len(each.said) for each in long) > SHORT
    assert fitting(long, "анықтама бағасы қанша?") == "Анықтаманың бағасы 500 теңге."
    assert fitting(long, "") == long[0].said
    assert fitting(long, "мүлдем басқа") == long[0].said


def test_nothing_to_tell_is_nothing() -> None:
    assert passages("") == []
    assert fitting([], "сөз") == ""
    assert fitting(passages("> Тек ескертпе"), "ескертпе") == ""
