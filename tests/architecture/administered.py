"""What the addresses of the settings name, and valid data for each of their acts. They belong to nobody."""

from collections.abc import Callable, Mapping
from typing import Any

from anyqtama.administration import changing
from anyqtama.administration.importing import IMPORTERS
from anyqtama.administration.kinds import ANSWER_TEMPLATES
from anyqtama.cases.kinds import shipped
from anyqtama.cases.models import AnswerTemplate
from anyqtama.clients.models import Notice
from anyqtama.kernel.importing.carrying import seal
from anyqtama.kernel.importing.planning import read_head
from anyqtama.kernel.models import Entry
from anyqtama.kernel.tables_in import Line
from anyqtama.people.models import ApiKey, Person, RoleGrant, Skill
from anyqtama.teamwork.models import Webhook
from tests import cast, centre
from tests.architecture.objects import Scene


def skill(stage: Scene) -> object:
    return Skill.objects.get_or_create(code="matrix", defaults={"names": centre.names("matrix")})[0].pk


def notice(stage: Scene) -> object:
    facts = {"points": {}, "texts": {"kk": "Келісім"}, "valid_from": cast.NOW}
    return Notice.objects.get_or_create(version=1, defaults=facts)[0].version


def webhook(stage: Scene) -> object:
    return Webhook.objects.get_or_create(name="matrix", defaults={"address": "https://matrix.example.kz/"})[0].pk


def sealed_table(stage: Scene, person: Person) -> Mapping[str, Any]:
    """What the page of a preview carries: one more skill."""
    lines = [Line(1, ["code", "name_kk", "name_ru", "name_en"]), Line(2, ["m-2", "Екі", "Два", "Two"])]
    rows, _unknown = read_head(IMPORTERS["skills"], lines)
    plan = IMPORTERS["skills"].plan(rows)
    administrator = stage.people["sysadmin"]
    return {"table": seal(slug="skills", person=administrator.pk, lines=lines, name="skills.csv", plan=plan)}


def changed_template(stage: Scene) -> Mapping[str, object]:
    """A change of its text, to be gone back from."""
    row = AnswerTemplate.objects.get(code="solved")
    texts = {code: f"{text} …" for code, text in row.texts.items()}
    changing.save(kind=ANSWER_TEMPLATES, row=row, values={"texts": texts}, by=stage.people["sysadmin"], at=cast.NOW)
    return {"version": Entry.objects.filter(subject_kind="answertemplate").latest("pk").pk}


OPEN: Mapping[str, Callable[[Scene], object]] = {
    "settings_answer_template.template_id": lambda stage: AnswerTemplate.objects.get(code="solved").pk,
    "settings_answer_template_back.template_id": lambda stage: AnswerTemplate.objects.get(code="solved").pk,
    "settings_case_kind.kind_id": lambda stage: shipped.usual().pk,
    "settings_case_kind_part.kind_id": lambda stage: shipped.usual().pk,
    "settings_case_kind_part.part": lambda stage: "fields",
    "settings_queue.queue_id": lambda stage: stage.queue.pk,
    "settings_queue_members.queue_id": lambda stage: stage.queue.pk,
    "settings_queue_part.queue_id": lambda stage: stage.queue.pk,
    "settings_queue_part.part": lambda stage: "limits",
    "settings_webhook.webhook_id": webhook,
    "settings_person.person_id": lambda stage: stage.colleague.pk,
    "settings_person_part.person_id": lambda stage: stage.colleague.pk,
    "settings_person_part.part": lambda stage: "entrance",
    "settings_role_withdraw.person_id": lambda stage: stage.colleague.pk,
    "settings_role_withdraw.grant_id": lambda stage: RoleGrant.objects.get(person=stage.colleague).pk,
    "settings_key_end.key_id": lambda stage: ApiKey.objects.get(name="matrix").pk,
    "settings_notice.version": notice,
    "kind": lambda stage: "skills",
    "pk": skill,
}
NAMES = {"names_0": "Дағды", "names_1": "Навык", "names_2": "Skill"}
POINTS = ("stored", "purpose", "kept", "withdrawal", "texts")
BODIES: Mapping[str, Callable[[Scene, Person], Mapping[str, Any]]] = {
    "settings_new": lambda stage, person: NAMES,
    "settings_thing": lambda stage, person: NAMES,
    "settings_use": lambda stage, person: {"act": "retire"},
    "settings_import_confirm": sealed_table,
    "settings_answer_template_back": lambda stage, person: changed_template(stage),
    "settings_answer_template": lambda stage, person: NAMES | {
        "order": "10", "texts_0": "{number}", "texts_1": "{number}", "texts_2": "{number}",
    },
    "settings_case_kind": lambda stage, person: NAMES | {"order": "10"},
    "settings_case_kind_part": lambda stage, person: {
        "fields_-0-key": "new-1", "fields_-0-name_kk": "Өріс", "fields_-0-name_ru": "Поле",
        "fields_-0-name_en": "Field", "fields_-0-type": "text",
    },
    "settings_queue": lambda stage, person: NAMES | {"priority": "1", "order": "5"},
    "settings_queue_members": lambda stage, person: {"act": "first", "person": str(stage.people["clerk"].pk)},
    "settings_queue_part": lambda stage, person: {
        "target_percent": "75", "answer_within_seconds": "30", "formula": "C", "short_abandon_seconds": "5",
        "warn_wait_seconds": "60", "alarm_wait_seconds": "120", "chats_at_once": "3", "offer_seconds": "20",
        "reply_within_seconds": "120",
    },
    "settings_webhook": lambda stage, person: {
        "name": "Matrix", "address": "https://matrix.example.kz/2", "least_severity": "critical",
    },
    "settings_person": lambda stage, person: {"family_name": "Жаңа", "login": "matrix-new", "language": "kk"},
    "settings_person_part": lambda stage, person: {"act": "password"},
    "settings_notice_new": lambda stage, person: {
        f"{point}_{number}": f"{point} {number}" for point in POINTS for number in range(3)
    },
    "settings_keys": lambda stage, person: {"name": "PBX", "rights": "calls.announce"},
}  # fmt: skip
"""What the system administrator may do with it changes something; for all others it must be refused."""
