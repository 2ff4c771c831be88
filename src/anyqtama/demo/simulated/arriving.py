"""A simulated client opens the visitor's window: agrees, writes, or leaves a request when the queue is shut."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from anyqtama.channels.models import ChannelKind
from anyqtama.clients import consenting
from anyqtama.contacts.arrival import Blocked, QueueShut
from anyqtama.contacts.models import Topic
from anyqtama.contacts.wishing import When
from anyqtama.demo.content.shapes import Line, Side
from anyqtama.demo.simulated import calls
from anyqtama.demo.simulated.demand import Coming, Way
from anyqtama.demo.simulated.stage import ADDRESS, Stage
from anyqtama.demo.simulated.talks import Talk
from anyqtama.portal import requesting, starting, writing
from anyqtama.portal.models import Visit
from anyqtama.portal.requesting import Wanted

REMEMBERED = 40
"""Among so many of the last visitors a returning one is chosen."""
BACK_AFTER = timedelta(minutes=30)


def arrive(coming: Coming, stage: Stage, at: datetime) -> None:
    if coming.way == Way.PHONE:
        calls.ring(coming, stage, at)
    elif coming.way == Way.WRITTEN:
        _request(coming, stage, None, at)
    else:
        _chat(coming, stage, at)


def _chat(coming: Coming, stage: Stage, at: datetime) -> None:
    dialogue = coming.dialogue
    visit = _earlier(coming, stage, at) if coming.returning else None
    topic = Topic.objects.get(code=dialogue.topic) if coming.says_topic else None
    started = starting.start(
        visit=visit, language=dialogue.language, topic=topic, address=ADDRESS, name=coming.who.name,
        notice=consenting.current_notice(at=at) if coming.named else None, at=at,
    )  # fmt: skip
    first = dialogue.lines[0].text.format_map(coming.who.fields())
    stage.staff.stir(at)
    try:
        message = writing.write(visit=started.visit, text=first, key=f"{coming.key}-0", uploads=[], at=at)
    except QueueShut:
        if coming.chances.happens(0.5):
            stage.after(at, coming.chances.seconds(30, 120), partial(_request, coming, stage, started.visit))
        return
    except Blocked:
        return
    visit = Visit.objects.get(pk=started.visit.pk)
    Talk(stage, coming, visit, message.contact, dialogue.lines).begin(at)


def _request(coming: Coming, stage: Stage, visit: Visit | None, at: datetime) -> None:
    lines = on_paper(coming.dialogue.lines)
    kind = coming.chances.weighted((ChannelKind.SMS, ChannelKind.PHONE, ChannelKind.CHAT), (6, 2, 2))
    stage.staff.stir(at)
    if visit is None:
        topic = Topic.objects.get(code=coming.dialogue.topic)
        visit = starting.start(
            visit=None, language=coming.dialogue.language, topic=topic, address=ADDRESS, name=coming.who.name,
            notice=consenting.current_notice(at=at), at=at,
        ).visit  # fmt: skip
    message = requesting.request(
        visit=visit, text=lines[0].text.format_map(coming.who.fields()), name=coming.who.name,
        notice=consenting.current_notice(at=at), wanted=Wanted(kind, coming.who.number, When()),
        key=f"{coming.key}-w", at=at,
    )  # fmt: skip
    Talk(stage, as_written(coming), Visit.objects.get(pk=visit.pk), message.contact, lines).begin(at)


def on_paper(lines: Sequence[Line]) -> tuple[Line, ...]:
    """A dialogue as a letter and its answer: all the client's words, and the operator's weightiest ones."""
    said = "\n".join(line.text for line in lines if line.side == Side.VISITOR)
    replies = [line for line in lines if line.side == Side.OPERATOR]
    numbered = [line for line in replies if "{case_number}" in line.text]
    weighty = numbered or sorted(replies, key=lambda line: -len(line.text))
    return Line(Side.VISITOR, said), *weighty[:1]


def as_written(coming: Coming) -> Coming:
    return Coming(
        key=coming.key, at=coming.at, way=Way.WRITTEN, dialogue=coming.dialogue, who=coming.who, named=True,
        returning=False, says_topic=True, chances=coming.chances,
    )  # fmt: skip


def _earlier(coming: Coming, stage: Stage, at: datetime) -> Visit | None:
    """A browser that was here before; who it belongs to keeps their name, the matter is a new one."""
    recent = Visit.objects.open(at).filter(pk__in=stage.visits[-REMEMBERED:], language=coming.dialogue.language)
    here = list(recent.filter(seen_at__lt=at - BACK_AFTER, client__blocked_until=None).order_by("pk"))
    return coming.chances.one(here) if here else None
