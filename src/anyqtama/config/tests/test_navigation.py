import pytest
from django.utils.translation import override

from anyqtama.config.navigation import navigation
from anyqtama.people.roles import Role
from tests import cast

pytestmark = pytest.mark.django_db


def places(role: Role) -> set[object]:
    with override("en"):
        return {place["label"] for group in navigation(cast.person(role), "/") for place in group}


@pytest.mark.parametrize(("role", "has"), [(Role.CLERK, True), (Role.OPERATOR, True), (Role.ECONOMIST, False)])
def test_who_registers_from_paper_has_it_in_the_side_bar(role: Role, has: bool) -> None:
    assert ("From paper" in places(role)) is has


@pytest.mark.parametrize(
    ("path", "marked"),
    [
        ("/cases/papers/", "From paper"), ("/cases/papers/new/", "From paper"), ("/cases/", "Cases"),
        ("/cases/table/", "Cases"), ("/clients/1/", "Clients"), ("/me/", None),
    ],
)  # fmt: skip
def test_the_nearest_place_is_marked_and_no_other(path: str, marked: str | None) -> None:
    with override("en"):
        groups = navigation(cast.person(Role.OPERATOR), path)
    assert [place["label"] for group in groups for place in group if place["current"]] == [marked] * bool(marked)
