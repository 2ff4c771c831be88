"""Kazakhstan's individual (IIN) and business (BIN) identification numbers: twelve digits, the last one a check digit.

Source: the rules of forming identification numbers (Law No. 223-III of 12.01.2007). The check digit is the sum of the
first eleven digits weighted 1 to 11, modulo 11; where that is 10, weighted 3 to 11, 1, 2; where it is 10 again, no
such number is given out.
"""

import calendar

FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
ORGANISATIONS = frozenset("456")
"""Fifth digit of a BIN: resident, non-resident, individual entrepreneur. No day of a month begins with it."""


def check_digit(eleven: str) -> int | None:
    """The twelfth digit of a number, or None where such a number is never issued."""
    for weights in (FIRST, SECOND):
        rest = sum(int(digit) * weight for digit, weight in zip(eleven, weights, strict=True)) % 11
        if rest < 10:
            return rest
    return None


def is_checked(number: str) -> bool:
    """Twelve digits whose last one is right."""
    return len(number) == 12 and number.isascii() and number.isdigit() and check_digit(number[:11]) == int(number[11])


def is_organisations(number: str) -> bool:
    """Whether twelve digits are built as a BIN."""
    return number[4:5] in ORGANISATIONS


def has_date(number: str) -> bool:
    """Whether an IIN begins with a day of birth, or a BIN with a month of registration."""
    month = int(number[2:4])
    if not 1 <= month <= 12:
        return False
    if is_organisations(number):
        return True
    century = CENTURIES.get(number[6], 2000)
    return 1 <= int(number[4:6]) <= calendar.monthrange(century + int(number[:2]), month)[1]
