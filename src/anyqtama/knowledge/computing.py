"""What a step computes from what was answered: plain arithmetic, read as a tree and never run as a program.

A formula and the words that are said name an answer by the key of its step: `{rooms} * 150`.
"""

import ast
import operator
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation
from typing import Any

from anyqtama.kernel.labels import LANGUAGES

Step = Mapping[str, Any]
Answers = Mapping[str, Mapping[str, Any]]
INPUT = re.compile(r"\{([\w-]+)\}")
BARE = re.compile(r"\{[\w-]+\}|[^\W\d]\w*")
SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
UNKNOWN = "…"
"""Stands in what is said where an answer is not known yet."""


def computed(step: Step, answers: Answers) -> str:
    """The formula over what was answered; empty until all of it is known and a number."""
    try:
        formula = INPUT.sub(lambda found: f"({amount(_said(answers, found[1]))})", step["formula"])
        result = _count(ast.parse(formula, mode="eval").body).quantize(Decimal("0.01"))
    except (InvalidOperation, DivisionByZero, ZeroDivisionError, SyntaxError, KeyError, TypeError):
        return ""
    return f"{result.normalize():f}".replace(".", ",")


def uncounted(step: Step, answers: Answers) -> list[str]:
    """The steps whose answers the formula still lacks: none yet, or not a number."""
    return [key for key in named_in(str(step.get("formula", ""))) if not is_amount(_said(answers, key))]


def counted(steps: Sequence[Step]) -> set[str]:
    """The steps whose answers some formula counts with."""
    return {key for step in steps if step["kind"] == "compute" for key in named_in(str(step.get("formula", "")))}


def put(text: str, answers: Answers) -> str:
    """What is said, with the answers it names."""
    return INPUT.sub(lambda found: _said(answers, found[1]) or UNKNOWN, text)


def named_in(text: str) -> list[str]:
    return list(dict.fromkeys(INPUT.findall(text)))


def readable(formula: str) -> bool:
    """Numbers, names, + - * / and brackets, and nothing else."""
    try:
        _count(ast.parse(INPUT.sub("1", formula), mode="eval").body)
    except (DivisionByZero, ZeroDivisionError):
        return True
    except (SyntaxError, TypeError, ValueError, InvalidOperation, RecursionError, MemoryError):
        return False
    return True


def kept(typed: str) -> str:
    """As it is stored: names typed without braces get them, the signs of a keyboard become those of a program."""
    signs = typed.replace("×", "*").replace("÷", "/").replace("−", "-").replace(":", "/")
    return BARE.sub(lambda found: found[0] if found[0].startswith("{") else f"{{{found[0]}}}", signs).strip()


def is_amount(said: str) -> bool:
    try:
        amount(said)
    except InvalidOperation:
        return False
    return True


def amount(said: str) -> Decimal:
    if not re.fullmatch(r"\s*-?[\d\s]{1,15}([.,]\d{1,6})?\s*", said, re.ASCII) or not re.search(r"\d", said):
        raise InvalidOperation
    return Decimal(re.sub(r"\s", "", said).replace(",", "."))


def words(option: str | Mapping[str, Any]) -> set[str]:
    """What an answer is called in each language."""
    if isinstance(option, str):
        return {option}
    said = option.get("texts", option)
    return {said[language] for language in LANGUAGES if said.get(language)}


def _said(answers: Answers, key: str) -> str:
    return str(answers.get(key, {}).get("answer", ""))


def _count(node: ast.AST) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in SIGNS:
        return Decimal(SIGNS[type(node.op)](_count(node.left), _count(node.right)))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_count(node.operand)
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return Decimal(str(node.value))
    raise TypeError(type(node).__name__)
