"""Objects of the access matrix: an offering, a body, a situation; and what their forms need."""

from django.core.files.uploadedfile import SimpleUploadedFile

from anyqtama.knowledge import announcing, cataloguing, directing
from anyqtama.knowledge.announcing import Told
from anyqtama.knowledge.cataloguing import Content
from anyqtama.knowledge.errors import recording
from anyqtama.knowledge.models import Body
from tests import cast
from tests.architecture.objects import Scene

NAMES = {"kk": "Матрица"}
OFFERING = {"code": "matrix-new", "kind": "service", "name_kk": "Матрица", "prices": "01.01.2027 500"}
BODY = {"code": "matrix-new", "name_kk": "Матрица"}
ERROR = {"code": "matrix-new", "state": "open", "name_kk": "Матрица"}
SITUATION = {"kind": "water", "name_kk": "Матрица", "text_kk": "Мәтін", "began_at": "2026-11-16T10:00"}


def offering(stage: Scene) -> object:
    return cataloguing.save(code="matrix", content=Content("service", NAMES), by=None, at=cast.NOW).code


def body(stage: Scene) -> object:
    return directing.save(code="matrix", names=NAMES, texts={}, email="", site="", by=None, at=cast.NOW).code


def body_row(stage: Scene) -> Body:
    return Body.objects.get(code=body(stage))


def error(stage: Scene) -> object:
    return recording.save(code="matrix", told=recording.Told(names=NAMES), by=None, at=cast.NOW).code


def situation(stage: Scene) -> object:
    told = Told(kind="water", names=NAMES, texts={"kk": "Мәтін"}, began_at=cast.NOW)
    return announcing.tell(told=told, by=None, at=cast.NOW).pk


def table() -> SimpleUploadedFile:
    return SimpleUploadedFile("catalogue.csv", "code;name_kk\nmatrix-row;Матрица\n".encode())
