"""Who writes or calls: an invented name, number and address for each client, the same whenever the seed is the same."""

from dataclasses import dataclass

from anyqtama.demo import content
from anyqtama.demo.simulated.chances import Chances

MULTIPLIER = 7_654_321
"""Coprime to ten million: numbers of neighbouring clients look unlike, and no two clients get one number."""


@dataclass(frozen=True, slots=True)
class Who:
    """`number`: a telephone number, `called`: how they are addressed."""

    name: str
    called: str
    number: str
    account: str
    street: str
    house: str
    district: str
    address: str
    language: str

    def fields(self) -> dict[str, str]:
        """What a talk's lines may name."""
        return {
            "client_name": self.called,
            "full_name": self.name,
            "phone": self.number,
            "account": self.account,
            "street": self.street,
            "house": self.house,
            "district": self.district,
            "address": self.address,
        }


def invent(index: int, language: str, chances: Chances) -> Who:
    """The client number `index` (0 to 9,999,999)."""
    city = content.load().city
    book = city.names["ru" if language == "ru" else language]
    woman = chances.happens(0.58)
    given = chances.one(book.women if woman else book.men)
    family = chances.one(book.families)[woman]
    patronymic = chances.one(book.patronymics)[woman] if book.patronymics and chances.happens(0.6) else ""
    street = chances.one(city.streets)
    district = next(each for each in city.districts if each.code == street.district)
    house, flat = str(chances.whole(1, 148)), str(chances.whole(1, 96)) if chances.happens(0.7) else ""
    digits = f"{(index * MULTIPLIER + 1_234_567) % 10_000_000:07}"
    return Who(
        name=" ".join(part for part in (family, given, patronymic) if part),
        called=f"{given} {patronymic}".strip() if language == "ru" else given,
        number=f"+7 70{'1257'[index % 4]} {digits[:3]} {digits[3:5]} {digits[5:]}",
        account=f"{chances.whole(100_000, 999_999)}",
        street=street.names.said_in(language),
        house=house,
        district=district.names.said_in(language),
        address=city.address(language, street, house, flat),
        language=language,
    )
