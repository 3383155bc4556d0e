"""How the published figures of 2023 are shared out over counties, stations and days; pure arithmetic.

The city's totals and those of 汾阳, 文水 and 交城 are published; every finer number is invented
so that the sums come out.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

YEAR = 2023
VISITS, VISITORS, MATTERS, SETTLED = range(4)
CITY = (7164, 14349, 4344, 3589)
FENYANG, WENSHUI, JIAOCHENG = "141182", "141121", "141122"
FIXED = {FENYANG: (464, 629, 231, 196), WENSHUI: (2036, 4128, 376, 361)}
POINTS_OF_JIAOCHENG = 56
RATE_SPREAD = (-60, -40, -25, -10, 0, 10, 20, 30, 40, 50, 25)

# People by county in thousands, rounded from the 2020 census; only used to size the demo.
POPULATION = {
    "141102": 453,
    "141121": 395,
    "141122": 218,
    "141123": 213,
    "141124": 391,
    "141125": 288,
    "141126": 89,
    "141127": 143,
    "141128": 112,
    "141129": 137,
    "141130": 104,
    "141181": 478,
    "141182": 394,
}


@dataclass(frozen=True)
class Share:
    """The four published figures for one place."""

    visits: int
    visitors: int
    matters: int
    settled: int

    def __post_init__(self) -> None:
        if self.settled > self.matters or self.matters > self.visitors or min(self.visits, self.settled) < 0:
            raise ValueError(f"impossible figures: {self}")


def shared_out(total: int, weights: Sequence[int]) -> list[int]:
    """A whole number in proportion to weights, by largest remainder; the parts add up to the whole."""
    whole = sum(weights)
    parts = [total * w // whole for w in weights]
    rest = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in rest[: total - sum(parts)]:
        parts[i] += 1
    return parts


def at_most(parts: Sequence[int], limits: Sequence[int]) -> list[int]:
    """The parts with what exceeds a limit moved to where there is room; the sum stays.

    Raises:
        ValueError: the limits together are less than the parts.
    """
    kept = [min(p, top) for p, top in zip(parts, limits, strict=True)]
    over = sum(parts) - sum(kept)
    for i, top in enumerate(limits):
        room = min(over, top - kept[i])
        kept[i] += room
        over -= room
    if over:
        raise ValueError("no room")
    return kept


def counties() -> dict[str, Share]:
    """The four figures of each county; those of 汾阳 and 文水 are the published ones."""
    free = [code for code in POPULATION if code not in FIXED]
    weights = [POPULATION[code] for code in free]
    left = [CITY[i] - sum(f[i] for f in FIXED.values()) for i in range(4)]
    visits = shared_out(left[VISITS], [w + 60 for w in weights])
    matters = shared_out(left[MATTERS], [w + 40 for w in weights])
    visitors = [
        m + extra for m, extra in zip(matters, shared_out(left[VISITORS] - left[MATTERS], weights), strict=True)
    ]
    mean = left[SETTLED] * 1000 // left[MATTERS]
    tilted = [m * (mean + RATE_SPREAD[i % len(RATE_SPREAD)]) for i, m in enumerate(matters)]
    settled = at_most(shared_out(left[SETTLED], tilted), [m - 3 for m in matters])
    shares = {
        code: Share(*row) for code, row in zip(free, zip(visits, visitors, matters, settled, strict=True), strict=True)
    }
    shares |= {code: Share(*figures) for code, figures in FIXED.items()}
    return {code: shares[code] for code in POPULATION}


def stations(share: Share, weights: Sequence[int]) -> list[Share]:
    """A county's figures shared out over its stations and points."""
    visits = shared_out(share.visits, weights)
    matters = shared_out(share.matters, weights)
    extra = shared_out(share.visitors - share.matters, weights)
    settled = at_most(shared_out(share.settled, [m + 1 for m in matters]), matters)
    return [Share(v, m + e, m, s) for v, m, e, s in zip(visits, matters, extra, settled, strict=True)]


def split_people(people: int, groups: int, rng: random.Random) -> list[int]:
    """So many people in so many groups, each of at least one."""
    if groups == 0:
        return []
    sizes = [1] * groups
    for _ in range(people - groups):
        sizes[rng.randrange(groups)] += 1
    return sizes
