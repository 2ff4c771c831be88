"""The catalogue: found, read with today's prices, compared side by side, written, out as a table and in again."""

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from anyqtama.kernel import exporting
from anyqtama.kernel.table_limits import TableUnreadable
from anyqtama.kernel.tables_in import Line
from anyqtama.knowledge import cataloguing, finding, offering_words
from anyqtama.knowledge.catalogue import tables
from anyqtama.knowledge.catalogue.forms import OfferingForm, begun
from anyqtama.knowledge.in_languages import codes
from anyqtama.knowledge.models import Offering
from anyqtama.knowledge.sections import tabs
from anyqtama.knowledge.telling import News
from anyqtama.people import access
from anyqtama.people.access import AuthenticatedRequest, for_right

REFUSALS = (
    cataloguing.NameNeeded, cataloguing.PriceWrong, cataloguing.LinksToItself, cataloguing.NoSuchOffering,
    cataloguing.ChangedMeanwhile, cataloguing.DiscountWrong,
)  # fmt: skip
SALT = "knowledge.catalogue.import"
MOST_COMPARED = 4
IN_PREVIEW = 200


@require_safe
@for_right("knowledge.read")
def catalogue(request: AuthenticatedRequest) -> HttpResponse:
    """`?q=`"""
    words, language, today = request.GET.get("q", "")[:100], get_language() or "kk", timezone.localdate()
    offered = access.visible(request.user, Offering).filter(retired_at=None)
    if words.strip():
        found = finding.offerings(person=request.user, query=words, language=language, limit=50)
    else:
        found = sorted(offered.select_related("provider").prefetch_related("prices"), key=str)
    given = {
        "rows": [(each, offering_words.price(each, today)) for each in found],
        "words": words,
        "writes": access.has_right(request.user, "knowledge.write"),
        "tabs": tabs("knowledge_catalogue", request.user),
    }
    return render(request, "knowledge/catalogue.html", given)


@require_safe
@for_right("knowledge.read")
def offering(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, Offering, code=code)
    language, today = get_language() or "kk", timezone.localdate()
    links = list(found.links.select_related("other").filter(other__retired_at=None).order_by("order", "pk"))
    alternatives = [link.other for link in links if link.kind == "alternative"]
    given = {
        "offering": found,
        "sections": offering_words.sections(found, language=language, day=today),
        "prices": found.prices.order_by("-valid_from"),
        "today": today,
        "objections": offering_words.pairs(found, "objections", language),
        "competitors": offering_words.pairs(found, "competitors", language),
        "alternatives": alternatives,
        "asked_next": [link.other for link in links if link.kind == "asked_next"],
        "compare": ",".join([found.code, *(each.code for each in alternatives)][:MOST_COMPARED]),
        "versions": found.versions.select_related("by").order_by("-number")[:20],
        "writes": access.has_right(request.user, "knowledge.write"),
        "crumbs": crumbs(str(found)),
    }
    return render(request, "knowledge/offering.html", given)


@require_safe
@for_right("knowledge.read")
def compare(request: AuthenticatedRequest) -> HttpResponse:
    """`?codes=a,b`: side by side, four at most; codes that are not there are left out."""
    wanted = list(dict.fromkeys(codes(request.GET.get("codes", "")[:300])))[:MOST_COMPARED]
    rows = access.visible(request.user, Offering).filter(code__in=wanted, retired_at=None)
    known = {each.code: each for each in rows.select_related("provider").prefetch_related("prices")}
    found = [known[code] for code in wanted if code in known]
    language, today = get_language() or "kk", timezone.localdate()
    others = access.visible(request.user, Offering).filter(retired_at=None).exclude(code__in=list(known))
    compared = offering_words.compared(found, language=language, day=today)
    given = {
        "offerings": found,
        "rows": [(what, list(zip(found, said, strict=True))) for what, said in compared],
        "others": sorted(others, key=str) if len(found) < MOST_COMPARED else [],
        "codes": ",".join(known[code].code for code in wanted if code in known),
        "crumbs": crumbs(_("Compare")),
    }
    return render(request, "knowledge/compare.html", given)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def new(request: AuthenticatedRequest) -> HttpResponse:
    if request.method == "GET":
        return _page(request, OfferingForm(auto_id="offering-%s"), None)
    return _save(request, OfferingForm(request.POST, auto_id="offering-%s"), None)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def edit(request: AuthenticatedRequest, code: str) -> HttpResponse:
    found = access.fetch(request.user, Offering, code=code)
    if request.method == "GET":
        return _page(request, begun(found), found)
    return _save(request, OfferingForm(request.POST, offering=found, auto_id="offering-%s"), found)


@require_POST
@for_right("knowledge.write")
def retire(request: AuthenticatedRequest, code: str) -> HttpResponse:
    cataloguing.retire(offering=access.fetch(request.user, Offering, code=code), by=request.user, at=timezone.now())
    messages.success(request, _("No longer offered. Saving it again brings it back."))
    return HttpResponseRedirect(reverse("knowledge_catalogue"))


@require_safe
@for_right("knowledge.read")
def table(request: AuthenticatedRequest) -> HttpResponseBase:
    """`?as=csv|xlsx`"""
    return exporting.response(request.GET.get("as", "xlsx"), "catalogue", tables.HEADS, tables.rows(), whole=True)


@require_http_methods(["GET", "POST"])
@for_right("knowledge.write")
def take_in(request: AuthenticatedRequest) -> HttpResponse:
    """A table is shown row by row first; confirmed, all of it goes in, or nothing."""
    form = tables.TableForm(request.POST or None, request.FILES or None)
    sealed = request.POST.get("sealed", "")
    if request.method == "GET":
        return _table_page(request, tables.TableForm())
    try:
        if sealed:
            lines = [Line(number, cells) for number, cells in signing.loads(sealed, salt=SALT, max_age=3600)]
        elif form.is_valid():
            _name, lines = form.cleaned_data["table"]
        else:
            return _table_page(request, form, status=422)
        planned = tables.plan(lines)
    except (TableUnreadable, signing.BadSignature) as refusal:
        told = str(getattr(refusal, "message", "")) or _("The preview has grown old. Upload the table again.")
        return _table_page(request, tables.TableForm(), refusal=told, status=422)
    if not sealed or any(one.faults for one in planned):
        return _table_page(request, tables.TableForm(), planned=planned, lines=lines)
    try:
        done = tables.carry_out(planned=planned, by=request.user, at=timezone.now())
    except REFUSALS as refusal:
        return _table_page(request, tables.TableForm(), refusal=str(refusal.message), planned=planned, status=409)
    messages.success(request, _("Imported: %(new)d new, %(changed)d changed.") % done)
    return HttpResponseRedirect(reverse("knowledge_catalogue"))


def _table_page(
    request: AuthenticatedRequest,
    form: tables.TableForm,
    *,
    planned: list[tables.Planned] | None = None,
    lines: list[Line] | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    wrong = [one for one in planned or [] if one.faults]
    shown = (wrong + [one for one in planned or [] if one.status in {"new", "changed"}])[:IN_PREVIEW]
    sealed = signing.dumps([[line.number, line.cells] for line in lines], salt=SALT, compress=True) if lines else ""
    given = {"form": form, "planned": planned, "shown": shown, "wrong": len(wrong), "refusal": refusal,
             "useful": bool(shown) and not wrong, "sealed": sealed, "crumbs": crumbs(_("Import"))}  # fmt: skip
    return render(request, "knowledge/catalogue_import.html", given, status=422 if wrong else status)


def _save(request: AuthenticatedRequest, form: OfferingForm, found: Offering | None) -> HttpResponse:
    if not form.is_valid():
        return _page(request, form, found, status=422)
    tell = form.cleaned_data["tell"] or "tell"
    news = None if tell == "nobody" else News(must_read=tell == "read")
    try:
        made = cataloguing.save(
            code=form.cleaned_data["code"], content=form.content(), by=request.user, at=timezone.now(),
            seen=form.cleaned_data["version"] if found else None, news=news,
        )  # fmt: skip
    except REFUSALS as refusal:
        return _page(request, form, found, refusal=str(refusal.message), status=409)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(reverse("knowledge_offering", args=[made.code]))


def _page(
    request: AuthenticatedRequest, form: OfferingForm, found: Offering | None, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    title = str(found) if found else _("New in the catalogue")
    plain = [form[name] for name in ("code", "kind", "provider", "prices", "payment_forms", "receiving", "discounts")]
    aside = [form[name] for name in ("topics", "asked_after", "alternatives", "asked_next", "tell")]
    given = {"form": form, "title": title, "refusal": refusal, "plain": plain, "aside": aside,
             "version": form["version"], "crumbs": crumbs(title)}  # fmt: skip
    return render(request, "knowledge/in_languages.html", given, status=status)


def crumbs(title: str) -> list[dict[str, str]]:
    return [
        {"label": _("Knowledge"), "url": reverse("knowledge")},
        {"label": _("Catalogue"), "url": reverse("knowledge_catalogue")},
        {"label": title, "url": ""},
    ]
