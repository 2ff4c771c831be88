"""Topics: what contacts are about, and where each leads: its queue, promise, department, script, articles."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration import tree
from anyqtama.administration.fields import Flag, Names, Reference, References, Whole
from anyqtama.administration.forms import SettingForm, code_field
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.words import yes_no
from anyqtama.contacts.models import Queue, Topic
from anyqtama.knowledge.models import Article, Script
from anyqtama.people.models import Unit


class TopicForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    parent = Reference(Topic, label=_("Group"), required=False, empty=_("none: a group itself"))
    queue = Reference(
        Queue, label=pgettext_lazy("setting", "Queue"), required=False, help_text=_("Empty: the queue of the group.")
    )
    reference = Flag(label=_("Answered at once as reference"), help_text=_("Otherwise a case is usually registered."))
    promise_minutes = Whole(
        label=_("Promise, working minutes"), least=1, most=100_000, required=False,
        help_text=_("Within how much working time a case of this topic is answered. 480 is one working day."),
    )  # fmt: skip
    department = Reference(Unit, label=_("Department that answers"), required=False)
    script = Reference(Script, label=_("Script"), required=False)
    articles = References(
        Article,
        label=_("Articles"),
        required=False,
        empty="",
        help_text=_("Shown first at the desk. Ctrl adds one more."),
    )
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    code = code_field(60)


TOPICS = Kind(
    slug="topics",
    icon="tags",
    title=pgettext_lazy("settings", "Topics"),
    new=_("New topic"),
    about=_("What contacts are about, and where each leads: queue, promise, script."),
    model=Topic,
    form=TopicForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("parent", _("Group"), lambda topic: str(topic.parent or ""), narrow=True),
        Column("code", _("Code"), lambda topic: topic.code),
        Column("queue", pgettext_lazy("setting", "Queue"), lambda topic: str(topic.queue or ""), narrow=True),
        Column("promise", _("Promise, working minutes"), lambda topic: topic.promise_minutes, number=True),
        Column("reference", _("Answered at once as reference"), lambda topic: yes_no(topic.reference)),
    ),
    rows=lambda: Topic.objects.select_related("parent", "queue", "department", "script").prefetch_related("articles"),
    search=lambda topic: (*topic.names.values(), topic.code),
    order=lambda topic: (
        *((topic.parent.order, topic.parent.pk, 1) if topic.parent else (topic.order, topic.pk, 0)),
        topic.order,
        topic.pk,
    ),
    guard=tree.refuse_third_floor,
)
