"""Who is offered at the demo's door: the named people of the content that this database knows."""

from collections.abc import Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from anyqtama.demo import content
from anyqtama.demo.setting_up import PASSWORD
from anyqtama.kernel.labels import label
from anyqtama.people.entrance.cast import Member
from anyqtama.people.models import Person
from anyqtama.people.roles import Role


def members() -> Sequence[Member]:
    """In the reader's language; the first and the last stand out: the operator, and the one whom every door refuses."""
    cast = content.load().organisation.cast
    here = set(
        Person.objects.filter(is_active=True, login__in=[each.login for each in cast]).values_list("login", flat=True)
    )
    language = get_language() or "kk"
    return [
        Member(
            login=each.login,
            password=PASSWORD,
            name=each.full_name,
            occupation=str(Role(each.role).label) if each.role else _("No role"),
            note=label(each.meaning.labels(), language) if each.meaning else "",
        )
        for each in cast
        if each.login in here
    ]
