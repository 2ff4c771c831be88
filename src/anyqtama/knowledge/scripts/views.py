"""Scripts read: the list, the steps and their way, each version and what it changed, a dry run, where people leave."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anyqtama.kernel.labels import OWN_NAMES, label
from anyqtama.knowledge import computing, differing, following, walking
from anyqtama.knowledge.models import Draft, Script, ScriptVersion
from anyqtama.knowledge.scripts import drawing, showing
from anyqtama.knowledge.scripts.lines import KINDS, lines, texts
from anyqtama.knowledge.sections import tabs
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right


@require_safe
@for_right("knowledge.read")
def scripts(request: AuthenticatedRequest) -> HttpResponse:
    rows = sorted(access.visible(request.user, Script).prefetch_related("versions"), key=str)
    shown = [(script, max(script.versions.all(), key=lambda version: version.number, default=None)) for script in rows]
    given = {
        "rows": shown,
        "writes": access.has_right(request.user, "knowledge.write"),
        "tabs": tabs("knowledge_scripts", request.user),
    }
    return render(request, "knowledge/scripts.html", given)


@require_safe
@for_right("knowledge.read")
def script(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """`?language=kk|ru|en`: as it is said to clients of that language."""
    found = access.fetch(request.user, Script, code=code)
    version, writes = newest(found), access.has_right(request.user, "knowledge.write")
    uses = [(use.topic, use.channel, use.language) for use in found.uses.all()]
    names = showing.topics() if uses else {}
    given = {
        "script": found,
        "writes": writes,
        "uses": [showing.use_in_words(use, names) for use in uses],
        "versions": found.versions.select_related("by", "approved_by").order_by("-number")[:30],
        "draft": Draft.objects.open().filter(kind="script", code=code).first() if writes else None,
        "crumbs": crumbs(str(found)),
    }
    return render(request, "knowledge/script.html", given | _way(request, version))


@require_safe
@for_right("knowledge.read")
def version(request: AuthenticatedRequest, code: str, number: int) -> HttpResponse:
    """A version as it was, and what it changed against the one before."""
    found = access.fetch(request.user, Script, code=code)
    rows = found.versions.select_related("by", "approved_by")
    row, before = get_object_or_404(rows, number=number), rows.filter(number=number - 1).first()
    way = _way(request, row)
    parts = differing.parts(lines(before.steps, way["language"]), lines(row.steps, way["language"])) if before else []
    given = {
        "script": found, "before": before, "parts": parts, "newest": not rows.filter(number__gt=number).exists(),
        "crumbs": [*crumbs(str(found))[:2], {"label": str(found), "url": reverse("knowledge_script", args=[code])},
                   {"label": _("version %(number)d") % {"number": number}, "url": ""}],
    }  # fmt: skip
    return render(request, "knowledge/script_version.html", given | way)


def _way(request: AuthenticatedRequest, version: ScriptVersion | None) -> dict[str, Any]:
    language = request.GET.get("language", "")
    language = language if language in OWN_NAMES else get_language() or "kk"
    steps = version.steps if version else []
    switch = [
        {"label": name, "url": f"?language={each}", "current": each == language} for each, name in OWN_NAMES.items()
    ]
    return {
        "version": version,
        "language": language,
        "languages": switch,
        "steps": [_step(steps, step, language) for step in steps],
        "picture": drawing.draw(steps, language, KINDS),
    }


@require_safe
@for_right("knowledge.read")
def dry_run(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """`?language=&a=key:answer&a=…&at=key&said=answer`: the script walked without a client; nothing is kept."""
    found = access.fetch(request.user, Script, code=code)
    version, language = newest(found), request.GET.get("language", "")
    language = language if language in OWN_NAMES else get_language() or "kk"
    steps = version.steps if version else []
    given = [pair.partition(":") for pair in request.GET.getlist("a")[:100]]
    given.append((request.GET.get("at", ""), ":", request.GET.get("said", "")))
    known = {step["key"]: step for step in steps}
    answers: dict[str, dict[str, Any]] = {}
    for key, _colon, said in given:
        counts = known.get(key, {}).get("kind") == "compute"
        answers[key] = {"done": True, "answer": computing.computed(known[key], answers) if counts else said[:500]}
    way = walking.walk(steps, answers)
    shown = [
        {**_step(steps, known[key], language), "text": computing.put(label(known[key]["texts"], language), answers),
         "answer": answers.get(key, {}).get("answer", ""),
         "computed": computing.computed(known[key], answers) if known[key]["kind"] == "compute" else ""}
        for key in [*way.passed, *([way.now] if way.now else [])]
    ]  # fmt: skip
    context = {
        "script": found, "language": language, "steps": shown, "now": way.now, "ahead": len(way.ahead),
        "taken": [f"{key}:{answers[key]['answer']}" for key in way.passed], "crumbs": crumbs(str(found)),
    }  # fmt: skip
    return render(request, "knowledge/script_try.html", context)


@require_safe
@for_right("knowledge.write")
def leaving(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """`?version=`: where people leave it: reached, done, left out with which reason, ended there."""
    found = access.fetch(request.user, Script, code=code)
    asked, language = request.GET.get("version", ""), get_language() or "kk"
    versions = list(found.versions.order_by("-number")[:12])
    shown = next((one for one in versions if str(one.number) == asked), versions[0] if versions else None)
    rows = following.places(shown, language) if shown else []
    given = {
        "script": found, "version": shown, "rows": rows, "crumbs": crumbs(str(found)),
        "most": max((row.reached for row in rows), default=0),
        "tabs": [{"label": _("version %(number)d") % {"number": one.number}, "url": f"?version={one.number}",
                  "current": one == shown, "count": ""} for one in versions],
    }  # fmt: skip
    return render(request, "knowledge/script_leaving.html", given)


def newest(script: Script) -> ScriptVersion | None:
    return script.versions.select_related("by").order_by("-number").first()


def _step(steps: Sequence[Mapping[str, Any]], step: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """`options` and `then` with the number of the step they lead to; 0 is the end."""
    numbers = {each["key"]: number for number, each in enumerate(steps, start=1)}
    options = [
        (label(texts(option), language), numbers.get(walking.follow_option(steps, step, option), 0))
        for option in step.get("options") or ()
    ]
    kind = KINDS.get(step["kind"], step["kind"])
    return {
        "key": step["key"],
        "kind": kind,
        "text": label(step["texts"], language),
        "options": options,
        "mandatory": step.get("mandatory"),
        "facts": step.get("formula") or step.get("find") or "",
        "number": numbers[step["key"]],
        "then": numbers.get(walking.follow(steps, step, ""), 0) if not options else None,
    }


def crumbs(title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Knowledge"), "url": reverse("knowledge")},
        {"label": _("Scripts"), "url": reverse("knowledge_scripts")},
        {"label": title, "url": ""},
    ]
