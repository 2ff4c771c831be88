from anyqtama.history.models.facts import CaseFact, ContactFact, SegmentFact, StateFact
from anyqtama.history.models.intervals import Interval

__all__ = ["CaseFact", "ContactFact", "Interval", "SegmentFact", "StateFact"]
