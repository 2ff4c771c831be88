"""How an imported text differs from the structure we ship: an amended order, or lines lost unseen."""

from .shipped import Shipped
from .structure import Remark, Standard


def differences(*, standard: Standard, shipped: Shipped) -> tuple[Remark, ...]:
    """Occupations and duties that only one side has, and facts on which the sides disagree."""
    return (*_occupations(standard, shipped), *_duties(standard, shipped))


def _occupations(standard: Standard, shipped: Shipped) -> list[Remark]:
    ours = {occupation.card: occupation for occupation in shipped.occupations}
    remarks = []
    for theirs in standard.occupations:
        own = ours.pop(theirs.card, None)
        if own is None:
            remarks.append(Remark(theirs.line, theirs.title, f"card {theirs.card} is not in the shipped structure"))
        elif (own.code, own.orq_level, own.words.kk) != (theirs.code, theirs.orq_level, theirs.title):
            known = f"{own.code}, level {own.orq_level}, “{own.words.kk}”"
            remarks.append(Remark(theirs.line, theirs.title, f"card {theirs.card} is shipped as {known}"))
    return [
        *remarks,
        *(
            Remark(0, own.words.kk, f"card {own.card} is shipped, but the text has no such card")
            for own in ours.values()
        ),
    ]


def _duties(standard: Standard, shipped: Shipped) -> list[Remark]:
    ours = {duty.id: duty for duty in shipped.duties()}
    remarks = []
    for theirs in standard.duties():
        own = ours.pop(theirs.id, None)
        if own is None:
            remarks.append(Remark(theirs.line, theirs.title, f"duty {theirs.id} is not in the shipped structure"))
            continue
        if own.recommended is not theirs.recommended:
            mark = "recommended" if own.recommended else "not recommended"
            remarks.append(Remark(theirs.line, theirs.title, f"duty {theirs.id} is shipped as {mark} for recognition"))
        if (own.abilities, own.knowledge) != (len(theirs.abilities), len(theirs.knowledge)):
            known = f"{own.abilities} abilities and {own.knowledge} pieces of knowledge"
            remarks.append(Remark(theirs.line, theirs.title, f"duty {theirs.id} is shipped with {known}"))
    return [
        *remarks,
        *(Remark(0, own.words.kk, f"duty {own.id} is shipped, but the text does not have it") for own in ours.values()),
    ]
