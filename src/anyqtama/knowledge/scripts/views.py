"""Scripts: everyone reads them, leads write them; each change is a version, and contacts keep the one they run."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from anyqtama.kernel.labels import label
from anyqtama.knowledge import following, publishing, walking
from anyqtama.knowledge.articles.forms import OWN_NAMES
from anyqtama.knowledge.models import Script, ScriptVersion
from anyqtama.knowledge.scripts.forms import KINDS, NamesForm, StepFormSet, begun, steps_of
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
    language = request.GET.get("language", "")
    language = language if language in OWN_NAMES else get_language() or "kk"
    version = _newest(found)
    given = {
        "script": found,
        "version": version,
        "language": language,
        "languages": [
            {"label": name, "url": f"?language={each}", "current": each == language} for each, name in OWN_NAMES.items()
        ],
        "steps": [_step(version.steps, step, language) for step in version.steps] if version else [],
        "writes": access.has_right(request.user, "knowledge.write"),
        "crumbs": _crumbs(str(found)),
    }
    return render(request, "knowledge/script.html", given)


@require_safe
@for_right("knowledge.read")
def dry_run(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """`?language=&a=key:answer&a=…&at=key&said=answer`: the script walked without a client; nothing is kept."""
    found = access.fetch(request.user, Script, code=code)
    version, language = _newest(found), request.GET.get("language", "")
    language = language if language in OWN_NAMES else get_language() or "kk"
    steps = version.steps if version else []
    given = [pair.partition(":") for pair in request.GET.getlist("a")[:100]]
    given.append((request.GET.get("at", ""), ":", request.GET.get("said", "")))
    answers = {key: {"done": True, "answer": said[:500]} for key, _colon, said in given}
    way = walking.walk(steps, answers)
    known = {step["key"]: step for step in steps}
    shown = [
        {**_step(steps, known[key], language), "answer": answers.get(key, {}).get("answer", ""), "key": key,
         "computed": walking.computed(known[key], answers) if known[key]["kind"] == "compute" else ""}
        for key in [*way.passed, *([way.now] if way.now else [])]
    ]  # fmt: skip
    context = {
        "script": found, "language": language, "steps": shown, "now": way.now, "ahead": len(way.ahead),
        "taken": [f"{key}:{answers[key]['answer']}" for key in way.passed], "crumbs": _crumbs(str(found)),
    }  # fmt: skip
    return render(request, "knowledge/script_try.html", context)


@require_safe
@for_right("knowledge.write")
def leaving(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Where people leave the newest version: reached, done, left out with which reason, ended there."""
    found = access.fetch(request.user, Script, code=code)
    version, language = _newest(found), get_language() or "kk"
    rows = following.places(version, language) if version else []
    given = {"script": found, "version": version, "rows": rows, "crumbs": _crumbs(str(found))}
    return render(request, "knowledge/script_leaving.html", given)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, NamesForm(auto_id="script-%s"), StepFormSet(prefix="steps"), None)
    return _publish(request, None)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, Script, code=code)
    if request.method == "POST":
        return _publish(request, found)
    version = _newest(found)
    initial: dict[str, Any] = {f"name_{language}": name for language, name in found.names.items()}
    names = NamesForm(
        initial=initial | {"version": version.number if version else 0}, script=found, auto_id="script-%s"
    )
    return _page(request, names, StepFormSet(initial=begun(version.steps if version else []), prefix="steps"), found)


def _publish(request: AuthenticatedRequest, found: Script | None) -> HttpResponse:
    names = NamesForm(request.POST, script=found, auto_id="script-%s")
    version = _newest(found) if found else None
    steps = StepFormSet(request.POST, initial=begun(version.steps if version else []), prefix="steps")
    if not (names.is_valid() & steps.is_valid()):
        return _page(request, names, steps, found, status=422)
    try:
        publishing.publish_script(
            code=names.cleaned_data["code"], names=names.names(), steps=steps_of(steps), by=request.user,
            at=timezone.now(), seen_number=names.cleaned_data["version"] if found else None,
        )  # fmt: skip
    except (publishing.StepIncomplete, publishing.ScriptChangedMeanwhile, walking.WayWrong) as refusal:
        return _page(request, names, steps, found, refusal=str(refusal.message), status=409)
    messages.success(request, _("The script is published."))
    return HttpResponseRedirect(reverse("knowledge_script", args=[names.cleaned_data["code"]]))


def _newest(script: Script) -> ScriptVersion | None:
    return script.versions.select_related("by").order_by("-number").first()


def _step(steps: Sequence[Mapping[str, Any]], step: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """`options` and `then` with the number of the step they lead to; 0 is the end."""
    numbers = {each["key"]: number for number, each in enumerate(steps, start=1)}
    options = [
        (label(_texts(option), language), numbers.get(walking.follow(steps, step, label(_texts(option), language)), 0))
        for option in step.get("options") or ()
    ]
    kind = KINDS.get(step["kind"], step["kind"])
    return {
        "kind": kind,
        "text": label(step["texts"], language),
        "options": options,
        "mandatory": step.get("mandatory"),
        "number": numbers[step["key"]],
        "then": numbers.get(walking.follow(steps, step, ""), 0) if not options else None,
    }


def _texts(option: str | Mapping[str, Any]) -> Mapping[str, str]:
    return {"kk": option} if isinstance(option, str) else option.get("texts", option)


def _page(
    request: AuthenticatedRequest,
    names: NamesForm,
    steps: Any,
    found: Script | None,
    *,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    title = _("Change the script") if found else _("New script")
    given = {"names": names, "steps": steps, "title": title, "refusal": refusal, "crumbs": _crumbs(title)}
    return render(request, "knowledge/script_edit.html", given, status=status)


def _crumbs(title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Knowledge"), "url": reverse("knowledge")},
        {"label": _("Scripts"), "url": reverse("knowledge_scripts")},
        {"label": title, "url": ""},
    ]
