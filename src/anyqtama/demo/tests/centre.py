"""A demo centre at a fixed moment, for tests: shipped data, the organisation, the callers it knows."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from anyqtama.channels import shipped_channels
from anyqtama.demo import playing, setting_up
from anyqtama.kernel import shipped_data

ALMATY = ZoneInfo("Asia/Almaty")
UNTIL = datetime(2026, 11, 18, 15, 30, tzinfo=ALMATY)
"""A Wednesday afternoon."""
SINCE = UNTIL - timedelta(days=2)


def set_up() -> None:
    shipped_data.load()
    shipped_channels.load()
    setting_up.set_up(at=SINCE - timedelta(days=1))


def play(*, seed: int = 7, per_day: int = 20) -> playing.Played:
    set_up()
    return playing.play(since=SINCE, until=UNTIL, per_day=per_day, seed=seed)
