"""The tree of causes as a list of choices, and what lies below one of them."""

from collections.abc import Iterator

from anyqtama.cases.models import Cause

INDENT = "\u2003"


def tree(*, active: bool = True) -> list[tuple[int, Cause]]:
    """(depth, cause), parents before their children."""
    rows = list(Cause.objects.filter(active=True) if active else Cause.objects.all())
    known = {row.pk for row in rows}

    def below(parent: int | None, depth: int) -> Iterator[tuple[int, Cause]]:
        for row in rows:
            above = row.parent_id if row.parent_id in known else None
            if above == parent:
                yield depth, row
                yield from below(row.pk, depth + 1)

    return list(below(None, 0))


def choices(*, active: bool = True) -> list[tuple[str, str]]:
    return [("", "—"), *((str(row.pk), INDENT * depth + str(row)) for depth, row in tree(active=active))]


def within(cause: Cause) -> list[int]:
    """Ids of the cause and of all that stand below it, in use or not."""
    found, ahead = {cause.pk}, [cause.pk]
    while ahead:
        rows = Cause.objects.filter(parent__in=ahead).exclude(pk__in=found)
        ahead = list(rows.values_list("pk", flat=True))
        found |= set(ahead)
    return sorted(found)
