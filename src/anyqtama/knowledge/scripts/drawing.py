"""The way of a script as a picture: steps in layers, the answers of a choice between them, every way to its end."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Any

from anyqtama.kernel.labels import label
from anyqtama.knowledge import walking
from anyqtama.knowledge.walking import Steps

WIDE, HIGH, PILL, GAP, BETWEEN, EDGE = 160, 62, 26, 14, 26, 8
"""Pixels: a step's width and height, an answer's height, gaps beside and below, the margin."""
LETTERS, ROWS = 23, 2


@dataclass(slots=True)
class Node:
    """`kind`: step, answer, end, lost (leads to nothing), bend (a long way passes by)."""

    key: str
    kind: str
    lines: Sequence[str] = ()
    head: str = ""
    wrong: bool = False
    mandatory: bool = False
    layer: int = 0
    x: float = 0
    y: float = 0
    below: list["Node"] = field(default_factory=list)

    @property
    def wide(self) -> int:
        return {"bend": 12, "end": 76, "lost": 76}.get(self.kind, WIDE)

    @property
    def high(self) -> int:
        return HIGH if self.kind == "step" else PILL

    @property
    def middle(self) -> float:
        return self.x + self.wide / 2

    @property
    def rows(self) -> list[tuple[float, str]]:
        first = self.y + (36 if self.kind == "step" else 17)
        return [(first + 15 * number, line) for number, line in enumerate(self.lines)]


@dataclass(frozen=True, slots=True)
class Edge:
    path: str
    wrong: bool


@dataclass(frozen=True, slots=True)
class Picture:
    wide: int
    high: int
    nodes: Sequence[Node]
    edges: Sequence[Edge]


def draw(
    steps: Steps, language: str, kinds: Mapping[str, Any], wrong: AbstractSet[str] = frozenset()
) -> Picture | None:
    """`wrong`: keys of the steps that a fault is said of; a published script has none."""
    if not steps:
        return None
    nodes = {step["key"]: _node(number, step, language, kinds, wrong) for number, step in enumerate(steps, start=1)}
    end, lost, drawn = Node("end", "end"), Node("lost", "lost", wrong=True), list(nodes.values())
    for step in steps:
        here = nodes[step["key"]]
        options = step.get("options") or () if step["kind"] == "choose" else ()
        for option in options:
            words = label({"kk": option} if isinstance(option, str) else option.get("texts", option), language)
            answer = Node(step["key"], "answer", _cut(words, 1))
            answer.below.append(_target(walking.follow_option(steps, step, option), nodes, end, lost))
            here.below.append(answer)
            drawn.append(answer)
        if not options:
            here.below.append(_target(walking.follow(steps, step, ""), nodes, end, lost))
    pointed = {id(below) for node in drawn for below in node.below}
    drawn += [each for each in (end, lost) if id(each) in pointed]
    back = _layer(drawn, nodes[steps[0]["key"]])
    layers, links = _with_bends(drawn, back)
    return _placed(layers, links, back)


def _node(
    number: int, step: Mapping[str, Any], language: str, kinds: Mapping[str, Any], wrong: AbstractSet[str]
) -> Node:
    head = f"{number}. {kinds.get(step['kind'], step['kind'])}"
    lines = _cut(label(step["texts"], language) or "…", ROWS)
    return Node(step["key"], "step", lines, head, step["key"] in wrong, bool(step.get("mandatory")))


def _cut(words: str, rows: int) -> list[str]:
    lines = wrap(words, LETTERS)
    return lines if len(lines) <= rows else [*lines[: rows - 1], f"{lines[rows - 1][: LETTERS - 1]}…"]


def _target(key: str, nodes: Mapping[str, Node], end: Node, lost: Node) -> Node:
    return nodes.get(key, lost) if key else end


def _layer(drawn: Sequence[Node], first: Node) -> set[tuple[int, int]]:
    """Each node one layer below the deepest that leads to it. Returns the links that go back up, as in a circle."""
    back: set[tuple[int, int]] = set()
    order: list[Node] = []
    colour: dict[int, int] = {}

    def visit(node: Node) -> None:
        colour[id(node)] = 1
        for below in node.below:
            if colour.get(id(below)) == 1:
                back.add((id(node), id(below)))
            elif id(below) not in colour:
                visit(below)
        colour[id(node)] = 2
        order.append(node)

    for node in [first, *drawn]:
        if id(node) not in colour:
            visit(node)
    for node in reversed(order):
        for below in node.below:
            if (id(node), id(below)) not in back:
                below.layer = max(below.layer, node.layer + 1)
    return back


def _with_bends(drawn: Sequence[Node], back: set[tuple[int, int]]) -> tuple[list[list[Node]], list[tuple[Node, Node]]]:
    """A link over several layers passes each of them in a place of its own."""
    layers: dict[int, list[Node]] = defaultdict(list)
    for node in drawn:
        layers[node.layer].append(node)
    links = []
    for node in drawn:
        for below in node.below:
            here = node
            if (id(node), id(below)) not in back:
                for layer in range(node.layer + 1, below.layer):
                    bend = Node("", "bend", layer=layer)
                    layers[layer].append(bend)
                    links.append((here, bend))
                    here = bend
            links.append((here, below))
    return [layers[number] for number in sorted(layers)], links


def _placed(layers: list[list[Node]], links: list[tuple[Node, Node]], back: set[tuple[int, int]]) -> Picture:
    above: dict[int, list[Node]] = defaultdict(list)
    for node, below in links:
        if (id(node), id(below)) not in back:
            above[id(below)].append(node)
    y = float(EDGE)
    for layer in layers:
        layer.sort(key=lambda node: _mean(above[id(node)], 0.0))
        free = float(EDGE)
        for node in layer:
            node.x = max(free, _mean(above[id(node)], EDGE + WIDE / 2) - node.wide / 2)
            node.y, free = y, node.x + node.wide + GAP
        y += max(node.high for node in layer) + BETWEEN
    nodes = [node for layer in layers for node in layer]
    _to_the_left(nodes)
    wide = int(max(node.x + node.wide for node in nodes)) + EDGE + (16 if back else 0)
    edges = [_edge(node, below, wide, (id(node), id(below)) in back) for node, below in links]
    return Picture(wide, int(y - BETWEEN + EDGE), [node for node in nodes if node.kind != "bend"], edges)


def _to_the_left(nodes: Sequence[Node]) -> None:
    spare = min(node.x for node in nodes) - EDGE
    for node in nodes:
        node.x -= spare


def _mean(nodes: Sequence[Node], without: float) -> float:
    return sum(node.middle for node in nodes) / len(nodes) if nodes else without


def _edge(node: Node, below: Node, wide: int, up: bool) -> Edge:
    if up:
        side = wide - 6
        path = (f"M{node.x + node.wide:.0f} {node.y + node.high / 2:.0f}H{side}V{below.y + below.high / 2:.0f}"
                f"H{below.x + below.wide:.0f}")  # fmt: skip
        return Edge(path, wrong=True)
    top = node.y if node.kind == "bend" else node.y + node.high
    path = ""
    if node.kind == "bend":
        path = f"M{node.middle:.0f} {node.y - 1:.0f}V{node.y + PILL:.0f}"
        top = node.y + PILL
    half = (top + below.y) / 2
    here, there = f"{node.middle:.0f}", f"{below.middle:.0f}"
    path += f"M{here} {top:.0f}C{here} {half:.0f} {there} {half:.0f} {there} {below.y:.0f}"
    return Edge(path, wrong=below.kind == "lost")
