"""What the journal says about paper. Names of files and what stands on them stay with the case."""

from dataclasses import dataclass
from typing import ClassVar

from anyqtama.kernel.journal import Body


@dataclass(frozen=True, slots=True)
class ScanArrived(Body):
    """`folder`: from the scan folder, else brought by a person."""

    kind: ClassVar[str] = "scan.arrived"
    version: ClassVar[int] = 1
    content_type: str
    size_bytes: int
    folder: bool


@dataclass(frozen=True, slots=True)
class ScanRefused(Body):
    """A file of the scan folder that cannot be taken; it lies aside there."""

    kind: ClassVar[str] = "scan.refused"
    version: ClassVar[int] = 1
    why: str


@dataclass(frozen=True, slots=True)
class ScanPutAway(Body):
    kind: ClassVar[str] = "scan.put_away"
    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class PaperTyped(Body):
    """The case was typed from paper of this sort, received on that day."""

    kind: ClassVar[str] = "case.paper_typed"
    version: ClassVar[int] = 1
    number: str
    case_kind: str
    sort: str
    received_on: str
    scans: int
    asks_check: bool


@dataclass(frozen=True, slots=True)
class PaperChecked(Body):
    """`typed_by` and the author of the entry are the two pairs of eyes; `corrected`: names of fields put right."""

    kind: ClassVar[str] = "case.paper_checked"
    version: ClassVar[int] = 1
    number: str
    typed_by: int
    corrected: list[str]


@dataclass(frozen=True, slots=True)
class PaperRedated(Body):
    """The day of receipt was read otherwise from the paper: `before` and `after`, with the due time of each."""

    kind: ClassVar[str] = "case.paper_redated"
    version: ClassVar[int] = 1
    number: str
    before: str
    after: str
    due_before: str
    due_after: str
