"""Channels: the ways in and out; each stands on an adapter of the product, so none is added here."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.administration.fields import JsonObject, Names, Whole
from anyqtama.administration.forms import SettingForm
from anyqtama.administration.kind import Column, Kind
from anyqtama.administration.words import CHANNEL_KINDS
from anyqtama.channels.models import Channel


class ChannelForm(SettingForm):
    names = Names(label=pgettext_lazy("setting", "Name"))
    order = Whole(label=_("Place in lists"), help_text=_("Smaller stands above."))
    reply_within_minutes = Whole(
        label=_("Reply within, minutes"),
        required=False,
        help_text=_("For letters. Empty: as the queue promises, for people who wait before a screen."),
    )
    settings = JsonObject(
        label=_("Settings of the adapter"),
        required=False,
        help_text=_('As {"name": "value"}; most channels need none.'),
    )


CHANNELS = Kind(
    slug="channels",
    icon="route",
    title=pgettext_lazy("settings", "Channels"),
    new=_("New channel"),
    about=_("The ways in and out: switch them on and off, name them."),
    model=Channel,
    form=ChannelForm,
    columns=(
        Column("name", pgettext_lazy("setting", "Name"), str),
        Column("code", _("Code"), lambda channel: channel.code),
        Column("kind", pgettext_lazy("channel", "Kind"), lambda channel: str(CHANNEL_KINDS[channel.kind]), narrow=True),
        Column("adapter", _("Adapter"), lambda channel: channel.adapter),
    ),
    rows=Channel.objects.all,
    search=lambda channel: (*channel.names.values(), channel.code),
    order=lambda channel: (channel.order, channel.pk),
    addable=False,
)
