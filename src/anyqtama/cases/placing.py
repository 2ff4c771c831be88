"""The address of a matter in parts, beside the one line that is read, searched and printed.

The line is what the case says: its history, its class and its corrections are those of the line, and the parts follow.
"""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from anyqtama.cases.models import Case, CasePlace
from anyqtama.clients import places
from anyqtama.clients.places import Place
from anyqtama.clients.records import masking

KEYS = ("street_key", "house_key", "locality_key")


def of(case: Case) -> Place:
    """As somebody parted it, else as the line reads."""
    kept: CasePlace | None = getattr(case, "place", None)
    return kept.said(case.address) if kept is not None else places.read(case.address)


def keep(case: Case, place: Place | None = None) -> None:
    """In the transaction that changed the line. Parts of another line than the case has are read anew."""
    if place is None or place.line != case.address:
        place = places.read(case.address)
    if place.line:
        CasePlace.objects.bulk_create(
            [_row(case, place)], update_conflicts=True, unique_fields=["case"], update_fields=[*places.LONGEST, *KEYS]
        )
    else:
        forget([case.pk])


def follow(case: Case, place: Place | None, *, moved: bool) -> None:
    """After an edit. The same line in other parts is kept too: it changes nothing that the case says."""
    parted = place is not None and place.line == case.address and place.parts != of(case).parts
    if moved or parted:
        keep(case, place)


def keep_new(made: Iterable[tuple[Case, Place]]) -> None:
    """Of cases made in this transaction."""
    CasePlace.objects.bulk_create(_row(case, place) for case, place in made if place.line)


def forget(cases: Collection[int]) -> None:
    CasePlace.objects.filter(case__in=cases).delete()


def there(place: Place) -> Q:
    """Cases at the same house, however it is spelt, and those of the same line: nobody may have read it yet."""
    same = Q(address__iexact=place.line)
    if not (place.street_key and place.house_key):
        return same
    near = Q(place__street_key=place.street_key, place__house_key=place.house_key)
    return same | (near & Q(place__locality_key__in=_near(place)) if place.locality_key else near)


def on_street(cases: QuerySet[Case], place: Place) -> QuerySet[Case]:
    """Those of the street, and of the house and in the town where they are named."""
    if not place.street_key:
        return cases.none()
    there = CasePlace.objects.filter(street_key=place.street_key)
    if place.house_key:
        there = there.filter(house_key=place.house_key)
    if place.locality_key:
        there = there.filter(locality_key__in=_near(place))
    return cases.filter(pk__in=there.values("case"))


def _near(place: Place) -> tuple[str, str]:
    """Where no town is written, it may be this one."""
    return "", place.locality_key


def _row(case: Case, place: Place) -> CasePlace:
    """Numbers that pages cover are nothing to find by, as in the words of a case."""
    said = {name: getattr(place, name) for name in places.LONGEST}
    return CasePlace(
        case=case, **said, street_key=places.street_key(masking.without(place.street)), house_key=place.house_key,
        locality_key=places.locality_key(masking.without(place.locality)),
    )  # fmt: skip
