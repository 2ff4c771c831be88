"""The field that takes a table, CSV or XLSX: its size is looked at before its content, what is wrong is told at it."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anyqtama.kernel import table_limits, tables_in
from anyqtama.kernel.table_limits import TableUnreadable
from anyqtama.kernel.tables_in import Line
from anyqtama.ui.inputs import FileInput

CHOOSE = _("Choose a file.")


class TableField(forms.FileField):
    """Cleaned: (name of the file, its lines). `most_rows` with the sentence that refuses more; `plain`: see read."""

    def __init__(self, *, most_rows: tuple[int, Promise | str], plain: bool = False) -> None:
        self.most_rows, self.plain = most_rows, plain
        super().__init__(
            label=_("Table, CSV or XLSX"), widget=FileInput({"accept": ".csv,.txt,.tsv,.xlsx"}),
            error_messages={"required": CHOOSE, "missing": CHOOSE, "invalid": CHOOSE, "empty": _("The file is empty.")},
        )  # fmt: skip

    def clean(self, data: Any, initial: Any = None) -> tuple[str, list[Line]]:
        upload = super().clean(data, initial)
        most, too_many = self.most_rows
        try:
            if upload.size > table_limits.MOST_BYTES:
                raise TableUnreadable(table_limits.TOO_LARGE)
            lines = tables_in.read(upload.read(), plain=self.plain)
            if len(lines) > most:
                raise TableUnreadable(too_many)
        except TableUnreadable as refusal:
            raise forms.ValidationError(str(refusal.message)) from None
        return str(upload.name), lines
