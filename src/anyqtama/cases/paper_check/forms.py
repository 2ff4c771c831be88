"""What the second person reads from the scan: the words of the case, and the day on which the paper came in."""

from typing import Any

from anyqtama.cases.forms import EditForm
from anyqtama.cases.models import Case
from anyqtama.cases.paper_page.forms import PaperForm
from anyqtama.ui.inputs import DayField


class CheckForm(EditForm):
    received_on = DayField(
        label=PaperForm.base_fields["received_on"].label, help_text=PaperForm.base_fields["received_on"].help_text
    )
    field_order = ("seen", "received_on")

    def __init__(self, data: Any = None, *, case: Case) -> None:
        super().__init__(data, case=case)
        self.initial["received_on"] = case.paper.received_on
