"""Every address of the product. Each has a hand-written row in tests/architecture/access_matrix.csv."""

from django.conf import settings
from django.urls import include, path

from anyqtama.config import errors

urlpatterns = [
    # Looked through in order at each request: those that open pages ask again and again stand first.
    path("", include("anyqtama.portal.urls")),
    path("", include("anyqtama.desk.urls")),
    path("", include("anyqtama.home.urls")),
    path("", include("anyqtama.wall.urls")),
    path("", include("anyqtama.metrics.urls")),
    path("", include("anyqtama.cases.urls")),
    path("", include("anyqtama.clients.urls")),
    path("", include("anyqtama.knowledge.urls")),
    path("", include("anyqtama.teamwork.urls")),
    path("", include("anyqtama.people.urls")),
    path("", include("anyqtama.administration.urls")),
    path("", include("anyqtama.ui.urls")),
    *([path("", include("anyqtama.demo.urls"))] if settings.DEMO else []),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
