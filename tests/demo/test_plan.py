"""The demo's arithmetic: parts add up to the published wholes."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renda.project.demo import plan

WEIGHTS = st.lists(st.integers(1, 500), min_size=1, max_size=40)


@given(st.integers(0, 20_000), WEIGHTS)
def test_parts_add_up_and_stay_within_one_of_their_due(total: int, weights: list[int]) -> None:
    parts = plan.shared_out(total, weights)
    assert sum(parts) == total
    assert all(abs(p * sum(weights) - total * w) < sum(weights) for p, w in zip(parts, weights, strict=True))


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=20))
def test_what_exceeds_a_limit_moves_to_where_there_is_room(pairs: list[tuple[int, int]]) -> None:
    parts, limits = [p for p, _ in pairs], [top for _, top in pairs]
    if sum(parts) > sum(limits):
        with pytest.raises(ValueError, match="no room"):
            plan.at_most(parts, limits)
        return
    kept = plan.at_most(parts, limits)
    assert sum(kept) == sum(parts)
    assert all(k <= top for k, top in zip(kept, limits, strict=True))


def test_the_counties_add_up_to_the_published_city() -> None:
    shares = plan.counties().values()
    assert len(shares) == 13
    assert sum(s.visits for s in shares) == 7164
    assert sum(s.visitors for s in shares) == 14349
    assert sum(s.matters for s in shares) == 4344
    assert sum(s.settled for s in shares) == 3589


def test_fenyang_and_wenshui_are_as_published() -> None:
    shares = plan.counties()
    assert shares[plan.FENYANG] == plan.Share(464, 629, 231, 196)
    wenshui = shares[plan.WENSHUI]
    assert 2000 <= wenshui.visits < 2100
    assert 4100 <= wenshui.visitors < 4200
    assert 370 <= wenshui.matters < 380
    assert round(100 * wenshui.settled / wenshui.matters) == 96


@given(st.integers(0, 300), st.integers(0, 900), st.integers(0, 300), st.integers(0, 300), WEIGHTS)
def test_a_county_is_shared_out_over_its_stations(
    visits: int, extra: int, matters: int, settled: int, weights: list[int]
) -> None:
    share = plan.Share(visits, matters + extra, matters, min(settled, matters))
    parts = plan.stations(share, weights)
    for name in ("visits", "visitors", "matters", "settled"):
        assert sum(getattr(p, name) for p in parts) == getattr(share, name)


def test_impossible_figures_are_refused() -> None:
    with pytest.raises(ValueError, match="impossible"):
        plan.Share(1, 1, 1, 2)


@given(st.integers(1, 30), st.integers(0, 60))
def test_people_fill_their_groups(groups: int, more: int) -> None:
    sizes = plan.split_people(groups + more, groups, random.Random(1))
    assert sum(sizes) == groups + more
    assert min(sizes) >= 1
