"""Paper in the demo centre: two scans that wait to be registered, an application and a bill."""

from datetime import datetime
from io import BytesIO

import typst

from anyqtama.cases.models import Scan
from anyqtama.cases.papers import arriving

PAGE = """
#set page(width: 148mm, height: 210mm, margin: 14mm, fill: rgb("#fdfcf7"))
#set text(size: 10pt, lang: "kk")
"""
APPLICATION = (
    PAGE
    + """
#align(right)[Астана қаласының \\ Анықтама орталығына \\
Жүнісова Айгерім Бауыржанқызынан \\
Сейфуллин көшесі, 5-12 үй \\ +7 701 555 21 48]
#v(14mm)
#align(center)[#text(size: 13pt)[*Арыз*]]
#v(6mm)
Аулада екі аптадан бері жарық жоқ. Төрт шам да жанбайды, балалар кешке қараңғыда жүреді.
Шамдарды жөндеп, жауабын жазбаша беруіңізді сұраймын.
#v(14mm)
24.11.2026 #h(1fr) _А. Жүнісова_
"""
)
BILL = (
    PAGE
    + """
#text(size: 13pt)[*Счёт за воду № 4561*]
#v(4mm)
Лицевой счёт 100 234 567, Ким Сергей Иванович, ул. Абая 4, кв. 17
#v(4mm)
#table(columns: (1fr, auto, auto), [Услуга], [Объём], [Сумма, ₸], [Холодная вода], [14 м³], [1 246,00],
[Водоотведение], [14 м³], [812,00], [*Итого*], [], [*2 058,00*])
#v(6mm)
От руки: _счётчик не менялся, показания те же. Прошу пересчитать._
"""
)


def set_up(*, at: datetime) -> None:
    """As they would have come out of the scanner. Again changes nothing."""
    if Scan.objects.exists():
        return
    picture = typst.compile(APPLICATION.encode(), format="png", ppi=110)
    arriving.take_in(stream=BytesIO(picture), name="Арыз, Жүнісова А. Б.png", by=None, at=at)
    paper = typst.compile(BILL.encode(), format="pdf")
    arriving.take_in(stream=BytesIO(paper), name="Счёт 4561, Ким С. И.pdf", by=None, at=at)
