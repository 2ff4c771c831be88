from anyqtama.kernel.models.any_of import AnyOf
from anyqtama.kernel.models.calendars import CalendarDay, CalendarYear, Rule
from anyqtama.kernel.models.files import StoredFile
from anyqtama.kernel.models.jobs import Job
from anyqtama.kernel.models.journal import Entry, Head, ReaderCursor
from anyqtama.kernel.models.numbering import Counter
from anyqtama.kernel.models.search import (
    SearchBlock,
    SearchDocument,
    SearchSegment,
    SearchSynonyms,
    SearchVector,
)
from anyqtama.kernel.models.spelling import KnownWord
from anyqtama.kernel.models.sweeps import Sweep

__all__ = [
    "AnyOf",
    "CalendarDay",
    "CalendarYear",
    "Counter",
    "Entry",
    "Head",
    "Job",
    "KnownWord",
    "ReaderCursor",
    "Rule",
    "SearchBlock",
    "SearchDocument",
    "SearchSegment",
    "SearchSynonyms",
    "SearchVector",
    "StoredFile",
    "Sweep",
]
