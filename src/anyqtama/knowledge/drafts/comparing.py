"""A draft beside what is published now, text by text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from anyqtama.kernel.labels import LANGUAGES, OWN_NAMES, label
from anyqtama.knowledge import differing
from anyqtama.knowledge.differing import Part
from anyqtama.knowledge.models import ArticleText, Draft, ScriptUse, ScriptVersion
from anyqtama.knowledge.scripts.lines import lines
from anyqtama.knowledge.scripts.showing import topics, use_in_words


@dataclass(frozen=True, slots=True)
class Compared:
    """One text: its language, title, parts; `new` when nothing was published before it."""

    language: str
    name: str
    title: str
    parts: Sequence[Part]
    new: bool


def compared(draft: Draft, language: str) -> list[Compared]:
    """Only what differs."""
    return _article(draft) if draft.kind == "article" else _script(draft, language)


def _article(draft: Draft) -> list[Compared]:
    known = {text.language: text for text in ArticleText.objects.filter(article__code=draft.code)}
    found = []
    for code in LANGUAGES:
        said, text = draft.content["texts"].get(code, {}), known.get(code)
        if not said.get("title") or (text and (text.title, text.body) == (said["title"].strip(), said["body"].strip())):
            continue
        before = f"{text.title}\n\n{text.body}" if text else ""
        parts = differing.parts(before, f"{said['title']}\n\n{said['body']}")
        found.append(Compared(code, OWN_NAMES[code], said["title"], parts, new=text is None))
    return found


def _script(draft: Draft, language: str) -> list[Compared]:
    newest = ScriptVersion.objects.filter(script__code=draft.code).order_by("-number").first()
    known = ScriptUse.objects.filter(script__code=draft.code).values_list("topic", "channel", "language")
    before = f"{_uses(known)}{lines(newest.steps if newest else [], language)}"
    after = f"{_uses(draft.content['uses'])}{lines(draft.content['steps'], language)}"
    if before == after:
        return []
    name = label(draft.content["names"], language)
    return [Compared(language, name, name, differing.parts(before, after), new=newest is None)]


def _uses(uses: Iterable[Sequence[str]]) -> str:
    """Which contacts it is for, a line each, above its steps."""
    names = topics()
    return "".join(f"{said}\n" for said in sorted(use_in_words(use, names) for use in uses))
