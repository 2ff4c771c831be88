"""A text goes out by the channel that the client chose, if that channel pushes."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from anyqtama.cases.models import Case
from anyqtama.channels import delivery
from anyqtama.channels.models import Channel, ChannelKind
from anyqtama.clients.models import Identity, IdentityKind
from anyqtama.kernel import secrecy
from anyqtama.kernel.models import StoredFile

PUSHED = {ChannelKind.SMS: IdentityKind.PHONE, ChannelKind.EMAIL: IdentityKind.EMAIL}


class NoAddress(Exception):
    message = _("The client left no number or e-mail for this way of answering. Choose another way.")


def push(case: Case, text: str, at: datetime, *, file: StoredFile | None = None) -> str:
    """By the chosen channel, if it pushes: the number of the message. Other channels are looked into by the client."""
    channel = case.answer_channel
    kind = PUSHED.get(ChannelKind(channel.kind)) if channel else None
    if channel is None or kind is None:
        return ""
    identity = Identity.objects.filter(client=case.client, kind=kind).order_by("-created_at").first()
    if identity is None:
        raise NoAddress
    return post(case, text, at, channel=channel, identity=identity, file=file)


def post(
    case: Case, text: str, at: datetime, *, channel: Channel, identity: Identity, file: StoredFile | None = None
) -> str:
    """To this address, in the caller's transaction: the number of the message. Only a letter carries a file."""
    message = delivery.post(
        channel=channel,
        address=secrecy.decrypt(identity.value_sealed),
        masked=identity.masked,
        subject=f"{case.number}: {case.subject}"[:200],
        text=text,
        file=file if channel.kind == ChannelKind.EMAIL else None,
        language=case.language,
        reference=f"case:{case.pk}",
        at=at,
    )
    return str(message.pk)
