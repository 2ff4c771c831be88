"""The people of the journeys: run as a program, it writes them into the database that the server will use."""

from dataclasses import dataclass

PASSWORD = "қысқы-бақ-Самал-7"
"""The same for everyone here; typed on the sign-in page."""


@dataclass(frozen=True, slots=True)
class Member:
    """`groups`: city is the operators' own group, other a foreign one, empty the whole centre."""

    role: str
    group: str
    family_name: str
    given_name: str
    language: str = "kk"


CAST = {
    "assel": Member("operator", "city", "Сағындықова", "Әсел"),
    "quanysh": Member("operator", "city", "Байжанов", "Қуаныш"),
    "nurgul": Member("operator", "city", "Әбенова", "Нұргүл"),
    "daulet": Member("operator", "city", "Серікбаев", "Дәулет"),
    "anna": Member("clerk", "city", "Ли", "Анна", "ru"),
    "foreign_operator": Member("operator", "other", "Бекова", "Ләззат"),
    "dinara": Member("support_analyst", "", "Хамитова", "Динара", "ru"),
    "controller": Member("controller", "", "Қожахметова", "Әлия"),
    "shift": Member("administrator", "city", "Жүнісов", "Талғат"),
    "head": Member("head", "city", "Оспанова", "Гауһар"),
    "quality": Member("quality_analyst", "", "Ысмайылова", "Гүлмира"),
    "economist": Member("economist", "", "Кәрімов", "Руслан", "ru"),
    "lead": Member("team_lead", "city", "Тілеубергенова", "Мәдина"),
    "director": Member("director", "", "Досжанов", "Бауыржан"),
    "sysadmin": Member("sysadmin", "", "Тұрсынов", "Ерболат"),
    "stranger": Member("", "other", "Бөтен", "Адам"),
}


def write() -> None:
    import django

    django.setup()
    from anyqtama.people.roles import Role
    from tests import cast
    from tests.journeys import queues, workplace

    centre = cast.unit("centre", names={"kk": "Анықтама орталығы", "ru": "Справочный центр", "en": "Reference centre"})
    groups = {
        "": centre,
        "city": cast.unit("city", parent=centre, names={"kk": "Қала тобы", "ru": "Группа города", "en": "City group"}),
        "other": cast.unit(
            "other", parent=centre, names={"kk": "Басқа топ", "ru": "Другая группа", "en": "Other group"}
        ),
    }
    people = {}
    for login, member in CAST.items():
        people[login] = cast.person(
            *([Role(member.role)] if member.role else []),
            login=login,
            unit=groups[member.group],
            whole_centre=not member.group,
            password=PASSWORD,
            family_name=member.family_name,
            given_name=member.given_name,
            language=member.language,
        )
    workplace.write(people, cast.NOW)
    queues.write(people, groups["city"], cast.NOW)


if __name__ == "__main__":
    write()
