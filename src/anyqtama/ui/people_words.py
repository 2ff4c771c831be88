"""Names and numbers of people as the screens show them."""


def initials(name: object) -> str:
    """Two letters, given name first: «Жүнісова Айгерім Бауыржанқызы» is written family name first and becomes АЖ."""
    words = [word for word in str(name).split() if word[:1].isalpha()]
    if not words:
        return "?"
    return (words[1][0] + words[0][0] if len(words) > 1 else words[0][:2]).upper()


def grouped(number: str) -> list[str]:
    """+77015552148 as +7 701 555 21 48; other countries keep the code and tens."""
    digits = number.removeprefix("+")
    if number.startswith("+7") and len(digits) == 11:
        return [f"+{digits[0]}", digits[1:4], digits[4:7], digits[7:9], digits[9:]]
    head, tail = (digits[:3], digits[3:]) if number.startswith("+") else ("", digits)
    size = len(tail) % 2 + 2
    parts = [tail[:size], *(tail[at : at + 2] for at in range(size, len(tail), 2))]
    return [part for part in ((f"+{head}" if head else ""), *parts) if part]


def phone(number: object) -> str:
    return " ".join(grouped(str(number)))


def masked(number: object) -> str:
    """Enough to recognise, not enough to call: +7 701 ··· 21 48."""
    parts = grouped(str(number))
    if len(parts) >= 5:
        return " ".join([*parts[:2], "···", *parts[-2:]])
    return f"··· {str(number)[-2:]}" if str(number) else ""
