"""Chats: one at a time is Erlang C or A, several at a time equal the chain solved as a linear system."""

from __future__ import annotations

import numpy as np
import pytest

from anyqtama.science.queueing import (
    ChatTraffic,
    Status,
    Target,
    Traffic,
    erlang_a,
    erlang_c,
    perform_chat,
    servers_for,
    staff_chat,
)
from anyqtama.science.refusals import BadInput


def chats(*times: float, patience: float | None = None, offered: float = 300) -> ChatTraffic:
    return ChatTraffic(offered=offered, interval_seconds=3600, handle_seconds_at=times, patience_seconds=patience)


@pytest.mark.parametrize("patience", [None, 100.0])
def test_one_at_a_time_is_a_telephone(patience: float | None) -> None:
    call = Traffic(offered=300, interval_seconds=3600, handle_seconds=300, patience_seconds=patience)
    found = perform_chat(chats(300, patience=patience), 27, Target())
    plain = erlang_c(call, 27, Target()) if patience is None else erlang_a(call, 27, Target())
    for name in ("wait_probability", "service_level", "asa_seconds", "abandonment", "occupancy"):
        assert getattr(found, name) == pytest.approx(getattr(plain, name), rel=1e-10)
    assert found.concurrency == pytest.approx(1.0)
    if patience is None:
        assert staff_chat(chats(300), Target()).people == servers_for(call, Target()).servers


def test_several_at_a_time_equal_the_chain_solved() -> None:
    people, patience, times = 4, 240.0, (300.0, 380.0, 470.0)
    rate, states = 45 / 3600, 200
    generator = np.zeros((states, states))
    for m in range(states):
        each, further = divmod(min(m, 12), people)
        ends = sum(k / times[k - 1] for k in [each] * (people - further) + [each + 1] * further if k)
        ends += max(m - 12, 0) / patience
        if m + 1 < states:
            generator[m, m + 1] = rate
        if m:
            generator[m, m - 1] = ends
    generator -= np.diag(generator.sum(axis=1))
    system = np.vstack([generator.T, np.ones(states)])
    state = np.linalg.lstsq(system, np.append(np.zeros(states), 1.0), rcond=None)[0]
    found = perform_chat(chats(*times, patience=patience, offered=45), people, Target())
    number = np.arange(states)
    busy = np.minimum(number, people)
    assert found.wait_probability == pytest.approx(state[12:].sum(), rel=1e-6)
    assert found.abandonment == pytest.approx((state * np.maximum(number - 12, 0)).sum() / patience / rate, rel=1e-6)
    assert found.occupancy == pytest.approx((state * busy).sum() / people, rel=1e-6)
    assert found.concurrency == pytest.approx((state * np.minimum(number, 12)).sum() / (state * busy).sum(), rel=1e-6)


def test_more_at_once_needs_fewer_people_and_reports_it() -> None:
    one, three = staff_chat(chats(300), Target()), staff_chat(chats(300, 380, 470), Target())
    assert three.people < one.people
    assert three.concurrency is not None
    assert 1 < three.concurrency <= 3
    assert three.effective_handle_seconds is not None
    assert three.effective_handle_seconds < 300


def test_the_inverse_is_the_least() -> None:
    target = Target(max_asa_seconds=8, max_abandonment=0.03)
    traffic = chats(300, 380, 470, patience=120)
    found = staff_chat(traffic, target)
    fewer = perform_chat(traffic, found.people - 1, target)
    assert found.service_level is not None
    assert found.service_level >= 0.8
    assert fewer.asa_seconds is not None
    assert fewer.abandonment is not None
    assert fewer.service_level is not None
    assert fewer.asa_seconds > 8 or fewer.abandonment > 0.03 or fewer.service_level < 0.8


def test_overload_and_emptiness_are_a_status() -> None:
    assert perform_chat(chats(300, 400), 10, Target()).status is Status.UNSTABLE
    assert staff_chat(chats(300, offered=0), Target()).status is Status.EMPTY


@pytest.mark.parametrize(
    ("times", "match"),
    [
        ((), "empty"),
        ((300, 200), "shorter"),
        ((300, 700), "slower in all"),
        ((-1,), "handle_seconds_at"),
        ((float("nan"),), "nan"),
    ],
)
def test_impossible_times_are_refused(times: tuple[float, ...], match: str) -> None:
    with pytest.raises(BadInput, match=match):
        chats(*times)


@pytest.mark.parametrize("patience", [None, 100.0])
def test_next_to_nothing_has_its_figures_and_too_much_is_refused(patience: float | None) -> None:
    """The first gave NaN: the states were summed in units of the full one, of which there is nothing."""
    rare = perform_chat(chats(300, 400, patience=patience, offered=1e-300), 12, Target())
    assert rare.service_level == pytest.approx(1)
    assert (rare.concurrency, rare.effective_handle_seconds) == pytest.approx((1, 300))
    with pytest.raises(BadInput, match="offered x handling"):
        perform_chat(chats(300, 400, patience=patience, offered=1e300), 12, Target())


def test_abandonment_without_patience_is_refused() -> None:
    with pytest.raises(BadInput, match="patience_seconds"):
        staff_chat(chats(300), Target(max_abandonment=0.1))
