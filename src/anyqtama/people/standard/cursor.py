"""Walking over the lines of the text: what comes next, and a refusal with its line when it should not."""

from typing import NoReturn

from .decoding import GET_IT_AGAIN
from .headings import Kind, Token
from .structure import Remark, StandardUnreadable


class Cursor:
    """The lines not read yet, and the remarks gathered on the way."""

    def __init__(self, tokens: list[Token], last_line: int) -> None:
        self._tokens = tokens
        self._at = 0
        self._last_line = last_line
        self.remarks: list[Remark] = []

    def sees(self, *kinds: Kind) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].kind in kinds

    def ended(self) -> bool:
        return self._at >= len(self._tokens)

    def take(self) -> Token:
        token = self._tokens[self._at]
        self._at += 1
        return token

    def expect(self, kind: Kind, wanted: str, inside: str) -> Token:
        """The next line if it is of this kind; `wanted` and `inside` name it and its place in the refusal."""
        if not self.sees(kind):
            self.refuse(wanted, inside)
        return self.take()

    def expect_number(self, kind: Kind, number: int, wanted: str, inside: str) -> Token:
        token = self.expect(kind, wanted, inside)
        if token.number != number:
            raise StandardUnreadable(
                token.line,
                f"{inside}: {wanted} should come here, found “{_short(token.raw)}”; lines are missing above. "
                f"To mend it, {GET_IT_AGAIN}",
            )
        return token

    def refuse(self, wanted: str, inside: str) -> NoReturn:
        if self.ended():
            raise StandardUnreadable(
                self._last_line,
                f"the text ends inside {inside}, before {wanted}: the file is cut; {GET_IT_AGAIN}",
            )
        token = self._tokens[self._at]
        raise StandardUnreadable(
            token.line,
            f"{inside}: {wanted} should come here, found “{_short(token.raw)}”. To mend it, {GET_IT_AGAIN}",
        )

    def remark(self, token: Token, why: str) -> None:
        self.remarks.append(Remark(token.line, token.raw, why))

    def leave_out(self, why: str) -> None:
        """Report free lines that belong nowhere, and go on at the next heading."""
        while self.sees(Kind.TEXT, Kind.ITEM):
            self.remark(self.take(), why)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
