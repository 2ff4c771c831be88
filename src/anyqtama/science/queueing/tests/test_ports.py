"""Ports and lines: the least that keeps the busy tone rare."""

from __future__ import annotations

from dataclasses import replace

import pytest

from anyqtama.science.queueing import SelfService, blocking, ports_for
from anyqtama.science.refusals import BadInput

CALLS = SelfService(
    offered=780, interval_seconds=3600, menu_seconds=45, contained_share=0.4, wait_seconds=12, handle_seconds=210
)


def test_ports_and_lines_are_the_least() -> None:
    found = ports_for(CALLS, 0.01)
    assert found.port_load_erlangs == pytest.approx(9.75)
    assert found.line_load_erlangs == pytest.approx(780 / 3600 * (45 + 0.6 * 222))
    assert found.port_blocking <= 0.01 < blocking(9.75, found.ports - 1)
    assert found.line_blocking <= 0.01 < blocking(found.line_load_erlangs, found.lines - 1)


def test_more_containment_needs_fewer_lines() -> None:
    better = replace(CALLS, contained_share=0.6)
    assert ports_for(better, 0.01).lines < ports_for(CALLS, 0.01).lines


def test_a_share_above_one_is_refused() -> None:
    with pytest.raises(BadInput, match="contained_share"):
        replace(CALLS, contained_share=1.2)
    with pytest.raises(BadInput, match="max_blocking"):
        ports_for(CALLS, 0.0)
