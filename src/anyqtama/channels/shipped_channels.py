"""The ways in and out that every installation begins with; an organisation changes them and adds its own."""

from anyqtama.channels.models import Channel, ChannelKind

CHANNELS = (
    ("chat", ChannelKind.CHAT, "web", True, {"kk": "Сайттағы чат", "ru": "Чат на сайте", "en": "Chat on the site"}),
    ("phone", ChannelKind.PHONE, "beside", True, {"kk": "Телефон", "ru": "Телефон", "en": "Telephone"}),
    (
        "written",
        ChannelKind.WRITTEN,
        "web",
        True,
        {"kk": "Жазбаша сұрау", "ru": "Письменный запрос", "en": "Written request"},
    ),
    ("email", ChannelKind.EMAIL, "email", True, {"kk": "Электрондық пошта", "ru": "Электронная почта", "en": "E-mail"}),
    ("sms", ChannelKind.SMS, "console", False, {"kk": "SMS", "ru": "SMS", "en": "SMS"}),
    ("post", ChannelKind.POST, "beside", True, {"kk": "Қағаз, пошта", "ru": "Бумага, почта", "en": "Paper, by post"}),
)
"""SMS is off until a provider is set: its adapter only writes to the log."""
LETTERS = {"written": 24 * 60, "email": 24 * 60}
"""Minutes within which a letter is replied to; in a chat the queue's own promise counts."""


def load() -> None:
    for order, (code, kind, adapter, active, names) in enumerate(CHANNELS, start=1):
        facts = {"kind": kind, "adapter": adapter, "active": active, "names": names, "order": order * 10}
        facts["reply_within_minutes"] = LETTERS.get(code)
        Channel.objects.get_or_create(code=code, defaults=facts)
