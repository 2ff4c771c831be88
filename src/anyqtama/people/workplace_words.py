"""What a workplace consists of, in words: what to try, and what a fault is called."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from anyqtama.people.models import WorkplacePart


@dataclass(frozen=True, slots=True)
class PartWords:
    """`verb` names the page's own trial, empty where there is none to press."""

    name: str | Promise
    about: str | Promise
    icon: str
    verb: str | Promise = ""


PARTS = {
    WorkplacePart.SOUND: PartWords(
        pgettext_lazy("workplace", "Sound"), _("Two tones, as when a contact is offered."), "volume-2", _("Play")
    ),
    WorkplacePart.MICROPHONE: PartWords(
        pgettext_lazy("workplace", "Microphone"),
        _("Speak for three seconds and hear yourself. Nothing is kept or sent."),
        "mic",
        _("Record"),
    ),
    WorkplacePart.NOTICES: PartWords(
        pgettext_lazy("workplace", "Notices of the desktop"),
        _("A contact is told of even while another window is in front."),
        "bell",
        _("Show one"),
    ),
    WorkplacePart.NETWORK: PartWords(
        pgettext_lazy("workplace", "Network"),
        _("Ten short questions to the server; more than 400 ms is felt at every key."),
        "monitor",
        _("Measure"),
    ),
    WorkplacePart.KEYBOARD: PartWords(
        pgettext_lazy("workplace", "Kazakh keyboard"), _("Type the nine letters: ә ғ қ ң ө ұ ү һ і"), "keyboard"
    ),
    WorkplacePart.PRINTER: PartWords(
        pgettext_lazy("workplace", "Printer"), _("This page as a trial sheet."), "printer", _("Print")
    ),
}


def faults_in_words(faults: Iterable[str]) -> list[str]:
    return [str(PARTS[WorkplacePart(part)].name) for part in faults]
