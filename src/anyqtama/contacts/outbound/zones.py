"""In which time zones a client may be, by the country of their number: the careful answer is all of them."""

from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

import phonenumbers
from django.conf import settings

Zones = tuple[ZoneInfo, ...]


def zones_of(number: str) -> Zones:
    """The country's zones; the organisation's own where the number tells nothing (short numbers, e-mail)."""
    try:
        country = phonenumbers.region_code_for_number(phonenumbers.parse(number, None))
    except phonenumbers.NumberParseException:
        country = None
    return (_by_country().get(country or "") if country else None) or (settings.ZONE,)


@cache
def _by_country() -> dict[str, Zones]:
    found: dict[str, list[ZoneInfo]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone1970.tab").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            countries, _place, name, *_note = line.split("\t")
            for country in countries.split(","):
                found.setdefault(country, []).append(ZoneInfo(name))
    return {country: tuple(zones) for country, zones in found.items()}
