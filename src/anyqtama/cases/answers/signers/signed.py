"""What a signing service gives back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signed:
    method: str
    value: str
    legal: bool
    """Whether it counts as a digital signature by law."""
