"""How large a table may be that somebody brings, and the words in which one is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 10_000
MOST_COLUMNS = 100
LONGEST_CELL = 4_000


class TableUnreadable(Exception):
    """The file is no table that can be read; `message` says why and what to do."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


TOO_LARGE = _("The file is larger than 10 MB. Split it into smaller ones.")
TOO_MANY_ROWS = _("The table has more than 10,000 rows. Split it into smaller ones.")
TOO_MANY_COLUMNS = _("A row has more than 100 columns. Is this the right file?")
TOO_LONG = _("A cell holds more than 4,000 characters. Is a quotation mark missing?")
NOT_TEXT = _("This is no table. Save it as XLSX, or as CSV in UTF-8.")
MIXED = _(
    "Line %(line)d is in another encoding than the lines before it. Save the whole file as XLSX, or as CSV in UTF-8."
)
MERGED = _("The cells %(cells)s are merged. Part them and write the value into each row it holds for.")
FORMULA = _("The cell %(cell)s holds a formula. Write the value itself there: what a formula comes to may change.")
