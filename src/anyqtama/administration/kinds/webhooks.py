"""Webhooks: other systems that are told of situations, signed and without personal data."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import References, Text
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.kind import Column, Kind
from anyqtama.kernel.posting import addresses
from anyqtama.teamwork.models import Severity, SituationKind, Webhook, WebhookCall
from anyqtama.teamwork.situations.words import SEVERITIES
from anyqtama.teamwork.webhooks.words import PROBLEMS, outcome
from anyqtama.ui.moments import stamp


class WebhookForm(SettingForm):
    name = Text(label=pgettext_lazy("setting", "Name"), max_length=100, help_text=_("Which system is told."))
    address = Text(
        label=pgettext_lazy("webhook", "Address"), max_length=addresses.LONGEST,
        help_text=_("https://… No name or password in it: the signature says who sends."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none", "inputmode": "url"}),
    )  # fmt: skip
    least_severity = forms.ChoiceField(
        label=_("From which severity"), choices=list(SEVERITIES.items()), initial=Severity.MINOR
    )
    kinds = References(
        SituationKind, label=_("Kinds of situations"), help_text=_("None chosen: every kind."), required=False,
        empty="", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        try:
            addresses.parse(address, inside=settings.WEBHOOKS_INSIDE)
        except addresses.AddressRefused as refusal:
            raise ValidationError(str(PROBLEMS[refusal.why])) from None
        return address

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if Webhook.objects.filter(name=name).exclude(pk=self.row.pk).exists():
            raise ValidationError(_("Another webhook has this name."))
        return name


def rows() -> QuerySet[Webhook]:
    """Each with the call that was tried last."""
    tried = WebhookCall.objects.filter(webhook=OuterRef("pk"), tried_at__isnull=False).order_by("-tried_at", "-pk")
    newest = Webhook.objects.annotate(newest=Subquery(tried.values("pk")[:1])).values("newest")
    last = Prefetch("calls", queryset=WebhookCall.objects.filter(pk__in=newest), to_attr="tried_last")
    return Webhook.objects.prefetch_related(last)


def last_call(webhook: Webhook) -> str:
    tried: list[WebhookCall] = getattr(webhook, "tried_last", [])
    return "; ".join(f"{stamp(call.tried_at)}: {outcome(call)}" for call in tried if call.tried_at) or "—"


WEBHOOKS = Kind(
    slug="webhooks",
    icon="workflow",
    title=_("Webhooks of situations"),
    new=_("New webhook"),
    about=_("Which other systems are told of situations, at once and signed, without personal data."),
    model=Webhook,
    form=WebhookForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("address", pgettext_lazy("webhook", "Address"), lambda webhook: webhook.address),
        Column(
            "severity", _("From which severity"), lambda webhook: str(SEVERITIES[webhook.least_severity]), narrow=True
        ),
        Column("last", _("Last delivery"), last_call),
    ),
    rows=rows,
    search=lambda webhook: (webhook.name, webhook.address),
    page="settings_webhook",
)
