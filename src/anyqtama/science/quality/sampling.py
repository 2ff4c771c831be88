"""Which contacts are listened to: how many, the random ones by stratum, the risky ones apart; the same seed
draws the same."""

import heapq
import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from anyqtama.science.refusals import number, whole

from .checks import Status, bad, confidence_level, finite, require
from .distributions import two_sided_t, two_sided_z
from .intervals import Interval


@dataclass(frozen=True, slots=True)
class SampleSizeParams:
    """The precision wanted of a share.

    margin : half-width of the interval, a share (0.05 = ±5 points); expected : the share expected, 0.5 is the
    cautious choice; population : number of contacts drawn from, None for unlimited.
    """

    margin: float
    confidence: float = 0.95
    expected: float = 0.5
    population: int | None = None

    def __post_init__(self) -> None:
        confidence_level(self.confidence)
        number(self.margin, "margin", least=1e-6, below=1)
        number(self.expected, "expected", above=0, below=1)
        if self.population is not None:
            whole(self.population, "population", least=1)


def sample_size(params: SampleSizeParams) -> int:
    """Contacts to evaluate, rounded once and up, never more than the population.

    Notes
    -----
    ``n0 = z²p(1-p)/e²``, ``n = n0 / (1 + (n0-1)/N)``: W. G. Cochran (1977), Sampling Techniques, § 4.4.
    """
    z = two_sided_z(params.confidence)
    wanted = z * z * params.expected * (1 - params.expected) / params.margin**2
    if params.population is not None:
        wanted = wanted / (1 + (wanted - 1) / params.population)
        return min(math.ceil(wanted - 1e-9), params.population)
    return math.ceil(wanted - 1e-9)


@dataclass(frozen=True, slots=True)
class SampleParams:
    """One draw: `size` random contacts spread over the strata, then `risk_size` risky ones among the rest.

    minimum_per_stratum is given to each stratum first (or all it has). `seed` is kept in the result.
    """

    size: int
    seed: int
    minimum_per_stratum: int = 0
    risk_size: int = 0

    def __post_init__(self) -> None:
        for name in ("size", "seed", "minimum_per_stratum", "risk_size"):
            whole(getattr(self, name), name, least=0)


@dataclass(frozen=True, slots=True)
class Sample:
    """Positions drawn. Averages are made of `random` alone; `risk` was chosen because it looks bad."""

    status: Status
    seed: int
    random: NDArray[np.int64]
    risk: NDArray[np.int64]
    population_by_stratum: Mapping[Hashable, int]
    drawn_by_stratum: Mapping[Hashable, int]
    shortfall: int = 0
    note: str = field(default="")


def draw(params: SampleParams, strata: Sequence[Hashable], risk_scores: ArrayLike | None = None) -> Sample:
    """Draw contacts at random within strata, in proportion to their size, and risky ones by weight.

    Parameters
    ----------
    strata : one label for each contact (queue, channel, language, person…), in a repeatable order
    risk_scores : shape (contacts,), weights >= 0; 0 is never picked. Needed only with ``risk_size``.

    Notes
    -----
    Each next contact goes to the stratum furthest below its share, so the sizes add to `size`. The risk picks
    are successive sampling proportional to the weight, by keys ``log(u)/w``: P. S. Efraimidis, P. G. Spirakis
    (2006), Inf. Process. Lett. 97.
    """
    members: dict[Hashable, list[int]] = {}
    for position, label in enumerate(strata):
        members.setdefault(label, []).append(position)
    sizes = {label: len(found) for label, found in members.items()}
    quota = _allocate(params, sizes)
    rng = np.random.Generator(np.random.PCG64(params.seed))
    picked = [rng.choice(np.array(members[label]), quota[label], replace=False) for label in members]
    random = np.sort(np.concatenate(picked)).astype(np.int64) if picked else np.zeros(0, np.int64)
    risk = _risky(params, len(strata), risk_scores, random, rng)
    shortfall = params.size - random.size + params.risk_size - risk.size
    status = Status.OK if shortfall == 0 else Status.TOO_FEW
    note = "" if shortfall == 0 else f"{shortfall} fewer than asked: not enough contacts to draw from"
    return Sample(status, params.seed, random, risk, sizes, quota, shortfall, note)


def stratified_mean(
    values: ArrayLike,
    strata: Sequence[Hashable],
    population_by_stratum: Mapping[Hashable, int],
    *,
    confidence: float = 0.95,
) -> Interval:
    """Mean over the population from a stratified random sample, each stratum weighed by its true size.

    Notes
    -----
    ``Σ W_h m_h`` with variance ``Σ W_h² (1 - n_h/N_h) s_h²/n_h`` and Satterthwaite's degrees of freedom:
    W. G. Cochran (1977), eqs. 5.1, 5.6 and 5.16. A stratum without two values: status ``too_few``.
    """
    confidence_level(confidence)
    data = finite(values, "values")
    labels = list(strata)
    require(
        len(labels) == data.size,
        "strata",
        f"has {len(labels)} labels for {data.size} values",
        "give one for each",
    )
    unknown = set(labels) - set(population_by_stratum)
    require(
        not unknown,
        "strata",
        f"{sorted(map(str, unknown))} have no population",
        "give the size of each stratum",
    )
    for label, size in population_by_stratum.items():
        whole(size, f"population_by_stratum[{label!r}]", least=0)
    total = sum(population_by_stratum.values())
    middle, variance, freedom_parts, complete = 0.0, 0.0, 0.0, True
    for label, size in population_by_stratum.items():
        own = data[[other == label for other in labels]]
        require(
            own.size <= size,
            f"stratum {label}",
            f"has {own.size} values of {size} contacts",
            "check the sizes",
        )
        if size == 0:
            continue
        if own.size == 0 or (own.size == 1 and size > 1):
            complete = False
        if own.size == 0:
            continue
        middle += size / total * float(own.mean())
        if own.size > 1:
            part = (size / total) ** 2 * (1 - own.size / size) * float(own.var(ddof=1)) / own.size
            variance += part
            freedom_parts += part * part / (own.size - 1)
    if not complete or total == 0:
        return Interval(Status.TOO_FEW, None, None, None, data.size, confidence, "stratified")
    freedom = variance * variance / freedom_parts if freedom_parts > 0 else 1.0
    half = two_sided_t(confidence, freedom) * math.sqrt(variance) if variance > 0 else 0.0
    return Interval(Status.OK, middle, middle - half, middle + half, data.size, confidence, "stratified")


def _allocate(params: SampleParams, sizes: Mapping[Hashable, int]) -> dict[Hashable, int]:
    """First the minimum to each stratum, then one by one to the stratum furthest below its proportional
    share."""
    quota = {label: min(size, params.minimum_per_stratum) for label, size in sizes.items()}
    if sum(quota.values()) > params.size:
        need = sum(quota.values())
        raise bad(
            "minimum_per_stratum",
            f"needs {need} contacts, size is {params.size}",
            "raise one or lower the other",
        )
    total = sum(sizes.values())
    deficits = [
        (quota[label] - params.size * size / total, order, label)
        for order, (label, size) in enumerate(sizes.items())
        if quota[label] < size
    ]
    heapq.heapify(deficits)
    for _ in range(min(params.size, total) - sum(quota.values())):
        behind, order, label = heapq.heappop(deficits)
        quota[label] += 1
        if quota[label] < sizes[label]:
            heapq.heappush(deficits, (behind + 1, order, label))
    return quota


def _risky(
    params: SampleParams,
    population: int,
    risk_scores: ArrayLike | None,
    taken: NDArray[np.int64],
    rng: np.random.Generator,
) -> NDArray[np.int64]:
    if params.risk_size == 0:
        return np.zeros(0, np.int64)
    if risk_scores is None:
        raise bad("risk_scores", "is needed to draw risky contacts", "give one weight for each contact")
    weights = finite(risk_scores, "risk_scores").copy()
    require(
        weights.size == population,
        "risk_scores",
        f"has {weights.size} weights for {population} contacts",
        "give one for each",
    )
    require(not (weights < 0).any(), "risk_scores", "has a weight below 0", "use 0 for no risk")
    weights[taken] = 0.0
    able = np.flatnonzero(weights > 0)
    keys = np.log(1.0 - rng.random(able.size)) / weights[able]
    return np.sort(able[np.argsort(-keys)[: params.risk_size]]).astype(np.int64)
