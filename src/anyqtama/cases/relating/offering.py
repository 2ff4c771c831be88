"""Alike cases as choices of a form: a matter of its own, the same matter, or related to one of them."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from anyqtama.cases.relating.alike import Alike
from anyqtama.cases.relating.registering_beside import JOIN, RELATE


def choices(found: Sequence[Alike]) -> list[tuple[str, str]]:
    said = [("", _("A matter of its own"))]
    for one in found:
        facts = {"number": one.case.number, "score": one.score, "why": ", ".join(one.why)}
        said.append((f"{JOIN}:{one.case.number}", _("The same as %(number)s (%(score)s of 100: %(why)s)") % facts))
        said.append((f"{RELATE}:{one.case.number}", _("Its own, related to %(number)s") % facts))
    return said
