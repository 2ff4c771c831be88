"""Objects of the access matrix: a case led at home or away; a client, an article, a script that belong to nobody."""

from collections.abc import Mapping
from io import BytesIO

from anyqtama.cases import handling, registering, replying
from anyqtama.cases.models import Case
from anyqtama.clients import consenting, doubles, identifying, merging
from anyqtama.clients.models import Client, Correction, Finding, IdentityKind, Notice, RecordRule, Representation
from anyqtama.clients.records import reporting
from anyqtama.kernel.models import Entry
from anyqtama.knowledge import drafting, listening, picturing, publishing, telling, wording
from anyqtama.knowledge.models import Article, Change, Picture, QuickReply
from anyqtama.people.models import Person
from anyqtama.people.roles import Role
from tests import cast, centre
from tests.architecture.objects import Made, Others, Scene

DESK = (Role.CLERK, Role.OPERATOR, Role.TEAM_LEAD, Role.ADMINISTRATOR)
CLIENT = "matrix-client"


def numbered_case(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: led by the person, if they work at a desk, else by the operator of their group."""
    leader = (person if person.has_role(*DESK) else stage.people["operator"]) if own else stage.foreigner
    made = registering.register(
        client=centre.client(), contact=None, topic=stage.topic, subject="Matrix", details="", by=leader, at=cast.NOW
    )
    return Made(made.number, made)


def reply_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """What a department answered in the case of the address."""
    case = others["number"].row
    assert isinstance(case, Case)
    given = handling.assign(case=case, unit=stage.away, task="", by=case.owner, at=cast.NOW)
    made = replying.reply(assignment=given, text="Matrix", by=stage.foreigner, at=cast.NOW)
    return Made(made.pk, made)


def assignment_of(stage: Scene, person: Person, own: bool, others: Others) -> Made:
    """Own: given to the person's own unit; foreign: to a unit that nobody of the matrix works in."""
    case = numbered_case(stage, person, True, others).row
    assert isinstance(case, Case)
    unit = (person.unit or stage.home) if own else cast.unit(f"matrix-department-{case.pk}")
    made = handling.assign(case=case, unit=unit, task="", by=case.owner, at=cast.NOW)
    return Made(made.pk, made)


def client_id(stage: Scene) -> object:
    return _client().pk


def known_id(stage: Scene) -> object:
    return identifying.add(client=_client(), kind=IdentityKind.PHONE, value="+77010000003", at=cast.NOW).pk


def consent_id(stage: Scene) -> object:
    notice, _ = Notice.objects.get_or_create(version=900, defaults={"points": {}, "texts": {}, "valid_from": cast.NOW})
    by = centre.VISITOR
    return consenting.consent(client=_client(), notice=notice, language="kk", how="matrix", by=by, at=cast.NOW).pk


def consent() -> dict[str, str]:
    """The form of a consent, while there is a notice to agree to."""
    Notice.objects.get_or_create(version=900, defaults={"points": {}, "texts": {}, "valid_from": cast.NOW})
    return {"purpose": "survey", "how": "oral"}


def agent_id(stage: Scene) -> object:
    by, agent = stage.people["operator"], centre.client("matrix-agent")
    row, _ = Representation.objects.get_or_create(
        client=_client(),
        ended_at=None,
        defaults={"agent": agent, "role": "relative", "made_by": by, "made_at": cast.NOW},
    )
    return row.pk


def other_id(stage: Scene) -> object:
    """A card that looks like the matrix's client."""
    other = centre.client("matrix-other")
    doubles.claim(client=_client(), other=other, what="given", at=cast.NOW)
    return other.pk


def merge_id(stage: Scene) -> object:
    folded, by = centre.client("matrix-folded"), stage.people["operator"]
    return merging.merge(kept=_client(), folded=folded, take=[], by=by, at=cast.NOW).pk


def report_id(stage: Scene) -> object:
    by = stage.people["operator"]
    return reporting.report(
        record="client", object_id=str(_client().pk), title="Matrix", field="name", text="?",
        responsible=stage.colleague, by=by, at=cast.NOW,
    ).pk  # fmt: skip


def finding_id(stage: Scene) -> object:
    rule = RecordRule.objects.order_by("pk").first()
    return Finding.objects.get_or_create(rule=rule, client=_client(), ended_at=None, defaults={"found_at": cast.NOW})[
        0
    ].pk


def correction() -> dict[str, str]:
    """The form of a correction that finds a card."""
    Client.objects.get_or_create(name="matrix-wrong", defaults={"created_at": cast.NOW})
    return {"field": "name", "wrong": "matrix-wrong", "right": "matrix-right"}


def correction_id(stage: Scene) -> object:
    return Correction.objects.create(field="name", wrong="a", right="b", by=stage.people["team_lead"], at=cast.NOW).pk


def _client() -> Client:
    return Client.objects.filter(name=CLIENT).first() or centre.client(CLIENT)


def article_code(stage: Scene) -> object:
    return publishing.publish(code="matrix", texts={"kk": ("Матрица", "Мәтін")}, tags=[], by=None, at=cast.NOW).code


def picture_id(stage: Scene) -> object:
    code, by = str(article_code(stage)), stage.people["team_lead"]
    png = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
    picturing.add(code=code, stream=BytesIO(png), name="lamp.png", words="Matrix", by=by, at=cast.NOW)
    return Picture.objects.latest("pk").pk


def change_id(stage: Scene) -> object:
    """Told to every role."""
    news = telling.News(roles=[role.value for role in Role], must_read=True)
    publishing.publish(code="told", texts={"kk": ("Матрица", "Мәтін")}, tags=[], by=None, at=cast.NOW, news=news)
    return Change.objects.latest("pk").pk


def feedback_id(stage: Scene) -> object:
    article_code(stage)
    by, article = stage.people["operator"], Article.objects.get(code="matrix")
    return listening.feed_back(article=article, language="kk", kind="unclear", text="", by=by, at=cast.NOW).pk


def drafted(stage: Scene) -> object:
    said = {"title": "Матрица", "body": "Мәтін", "source": ""}
    content: dict[str, object] = {
        "texts": {"kk": said},
        "tags": [],
        "topics": [],
        "audience": [],
        "owner": None,
        "review_months": None,
    }
    written = drafting.Written(content | {"seen": ""})
    return drafting.keep(kind="article", code="draft", written=written, by=stage.people["head"], at=cast.NOW).code


def script_code(stage: Scene) -> object:
    step = {"key": "greet", "kind": "say", "texts": {"kk": "Сәлеметсіз бе!"}}
    publishing.publish_script(code="matrix", names={"kk": "Матрица"}, steps=[step], by=None, at=cast.NOW)
    return "matrix"


def shortcut(stage: Scene) -> object:
    reply, _ = QuickReply.objects.get_or_create(
        shortcut="matrix", defaults={"names": {"kk": "Матрица"}, "texts": {"kk": "Мәтін"}}
    )
    return reply.shortcut


def version(stage: Scene) -> Mapping[str, object]:
    """Of that quick reply: to be gone back to."""
    reply = QuickReply.objects.get(shortcut=shortcut(stage))
    wording.write(
        reply=reply, shortcut=reply.shortcut, names=reply.names, texts={"kk": "Басқа мәтін"}, active=True,
        by=stage.colleague, at=cast.NOW,
    )  # fmt: skip
    return {"version": Entry.objects.filter(kind="quick_reply.saved").latest("pk").pk}
