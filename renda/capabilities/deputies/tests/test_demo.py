import random
import time
from datetime import date

from renda.capabilities.deputies import demo, queries
from renda.capabilities.deputies.models import Deputy, Mandate, Office
from renda.capabilities.deputies.tests import factories
from renda.foundation.accounts.terms import PlaceKind


def test_the_demo_fills_congresses_with_officers(db) -> None:
    tree = factories.region_tree()
    sizes = [
        demo.Size(tree.city, 4, 60, 58, date(2021, 5, 10)),
        demo.Size(tree.townships[0], 19, 50, 48, date(2021, 4, 10)),
        demo.Size(factories.nation(), 13, 10, 3, date(2018, 3, 5), home_code="1411", with_officers=False),
    ]
    first, second, nation = demo.build(sizes, random.Random(7), factories.AT)
    assert [term.filled for term in (first, second, nation)] == [58, 48, 3]
    assert Office.objects.filter(term=second).count() == 2
    assert queries.by_level("1411") == {"city": 58, "township": 48, "nation": 3}
    assert Deputy.objects.filter(code__isnull=True).count() == 0


def test_the_same_dice_give_the_same_names() -> None:
    one, two = (demo.invented_names(random.Random(3)) for _ in range(2))
    assert [next(one) for _ in range(50)] == [next(two) for _ in range(50)]


def test_eleven_thousand_deputies_load_in_seconds(db) -> None:
    tree = factories.region_tree()
    places = [
        factories.congress(factories.region(f"1411823{n:02d}", f"第{n}乡", PlaceKind.TOWNSHIP, "141182"))
        for n in range(40)
    ]
    sizes = [demo.Size(one, 19, 160, 150, date(2021, 4, 10)) for one in places]
    sizes.append(demo.Size(tree.counties[0], 19, 450, 440, date(2021, 4, 10)))
    began = time.perf_counter()
    demo.build(sizes, random.Random(1), factories.AT)
    took = time.perf_counter() - began
    made = Mandate.objects.count()
    # 11,000 in 8 seconds, with room for a busy machine.
    assert made == 40 * 150 + 440
    assert took < made * 8 / 11_000 * 3, took
    print(made, took)
