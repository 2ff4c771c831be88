"""What was sent, and when the other side saw it; sent = stored = shown, or the run has failed."""

import resource
from collections import Counter
from dataclasses import dataclass, field


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


@dataclass
class Ledger:
    """Tokens of messages by side ("client", "staff"), with the moments of sending and of first being shown."""

    sent: dict[str, float] = field(default_factory=dict)
    stored: set[str] = field(default_factory=set)
    shown: dict[str, float] = field(default_factory=dict)
    shown_times: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    answers: dict[str, list[float]] = field(default_factory=dict)
    kills: Counter[str] = field(default_factory=Counter)
    closing: bool = False
    """Nobody says anything new any more; what is on its way still arrives and is shown."""

    def difference(self) -> int:
        """How many messages are not yet sent, stored and shown alike."""
        return len((self.sent.keys() | self.stored) - (self.stored & self.shown.keys()))

    def answered(self, what: str, seconds: float) -> None:
        self.answers.setdefault(what, []).append(seconds)

    def saw(self, token: str, at: float) -> None:
        self.shown.setdefault(token, at)
        self.shown_times[token] += 1

    def waits(self, side: str) -> list[float]:
        return [self.shown[t] - at for t, at in self.sent.items() if t.startswith(side) and t in self.shown]

    def report(self, *, in_database: Counter[str], seconds: float) -> dict[str, object]:
        """`in_database`: how often each token stands there at the end."""
        lost = [token for token in self.stored if not in_database[token]]
        unseen = [token for token in self.stored if token not in self.shown]
        doubled = [token for token, times in in_database.items() if times > 1]
        unknown = [token for token in in_database if token not in self.sent]
        usage = resource.getrusage(resource.RUSAGE_SELF)
        return {
            "seconds": round(seconds),
            "messages_sent": len(self.sent),
            "messages_stored": len(self.stored),
            "lost": len(lost),
            "doubled": len(doubled),
            "not_shown": len(unseen),
            "sent_not_stored": len(self.sent.keys() - self.stored),
            "stored_not_sent": len(unknown),
            "shown_p95_s": {side: round(quantile(self.waits(side), 0.95), 3) for side in ("client", "staff")},
            "shown_p99_s": {side: round(quantile(self.waits(side), 0.99), 3) for side in ("client", "staff")},
            "requests": {
                what: {
                    "n": len(times),
                    "p50_ms": round(1000 * quantile(times, 0.5)),
                    "p95_ms": round(1000 * quantile(times, 0.95)),
                }
                for what, times in sorted(self.answers.items())
            },
            "errors": dict(self.errors),
            "killed": dict(self.kills),
            "generator_cpu_s": round(usage.ru_utime + usage.ru_stime, 1),
        }
