"""The organisation tree and the topics' two floors: a move keeps every path below it right and makes no circle."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from anyqtama.administration.kind import Refused
from anyqtama.contacts.models import Topic
from anyqtama.people.models import Unit

DEEPEST = 12


def refuse_circle(unit: Unit, changed: set[str], _by: object) -> None:
    """Locks the whole tree in order: two moves at once could otherwise make a circle together."""
    if "parent" not in changed or unit.parent is None:
        return
    parents = dict(Unit.objects.select_for_update().order_by("pk").values_list("pk", "parent_id"))
    above: int | None = unit.parent.pk
    depth = 1
    while above is not None:
        if above == unit.pk:
            raise Refused(_("A unit cannot stand below itself. Choose another unit above."))
        above, depth = parents.get(above), depth + 1
    if depth > DEEPEST:
        raise Refused(_("The tree may be 12 levels deep. Choose a unit nearer to the top."))


def keep_paths(unit: Unit, changed: set[str], _by: object, _at: datetime) -> None:
    """The unit's own path and those of all below it: a subtree is found by its prefix."""
    if unit.path and "parent" not in changed:
        return
    old, new = unit.path, f"{unit.parent.path if unit.parent else ''}{unit.pk}/"
    if old == new:
        return
    below = list(Unit.objects.filter(path__startswith=old).exclude(pk=unit.pk)) if old else []
    for each in below:
        each.path = new + each.path[len(old) :]
    Unit.objects.bulk_update(below, ["path"])
    unit.path = new
    unit.save(update_fields=["path"])


def refuse_third_floor(topic: Topic, changed: set[str], _by: Any) -> None:
    """Topics are chosen in groups: a topic stands at the top or below one that does."""
    if "parent" not in changed or topic.parent is None:
        return
    if topic.parent.pk == topic.pk or topic.parent.parent_id is not None:
        raise Refused(_("Topics have two levels. Choose a topic of the upper level, or none."))
    if topic.pk is not None and topic.children.exists():
        raise Refused(_("Other topics stand below this one. Move them first."))
