"""Two people and one matter at the same moment, with real threads: one wins, the other is told, nothing is lost."""

import pytest

from renda.capabilities.casework import actions
from renda.capabilities.casework.models import Case, Progress
from renda.capabilities.casework.tests import factories
from renda.foundation.errors import RuleBroken, StaleState
from renda.foundation.facts import checking
from renda.foundation.facts.models import Fact
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def trying(case, act):
    """An act on the matter as it is read now, taken when the other is ready, too."""

    def run(wait):
        seen = Case.objects.get(pk=case.pk)
        wait()
        try:
            act(seen)
        except StaleState:
            return "told"
        except RuleBroken as refusal:
            return refusal.code
        return "won"

    return run


def test_of_an_assignment_and_an_answer_on_the_spot_one_wins():
    place = factories.town()
    for _ in range(5):
        case = factories.case(place)
        outcomes = at_once(
            trying(case, lambda c: actions.assign(c, organ=place.bureau, actor=place.clerk, at=factories.AT)),
            trying(case, lambda c: actions.settle_now(c, answer="已经当场答复", actor=place.clerk, at=factories.AT)),
        )
        assert sorted(outcomes) == ["told", "won"]
        case.refresh_from_db()
        assert case.state == ("assigned" if outcomes[0] == "won" else "settled")
        lines = Progress.objects.filter(case=case).exclude(verb="register")
        assert [line.verb for line in lines] == ["assign" if outcomes[0] == "won" else "settle_now"]
    assert checking.differences() == []


def test_of_two_assignments_one_wins_and_is_counted_once():
    place = factories.town()
    case = factories.case(place)
    organs = (place.bureau, place.township, place.village)
    outcomes = at_once(
        *(
            trying(case, lambda c, o=organ: actions.assign(c, organ=o, actor=place.clerk, at=factories.AT))
            for organ in organs
        )
    )
    assert sorted(outcomes) == ["told", "told", "won"]
    case.refresh_from_db()
    assert case.organ_id == organs[outcomes.index("won")].pk
    assert sum(Fact.objects.filter(measure="casework.passed_on").values_list("quantity", flat=True)) == 1


def test_of_two_ratings_one_counts():
    place = factories.town()
    case = factories.settled(place)

    def rating(grade):
        return trying(
            case,
            lambda c: actions.rate(c, grade=grade, note="", actor=factories.bearer_of(c), at=factories.AT),
        )

    outcomes = at_once(rating("satisfied"), rating("not"))
    assert sorted(outcomes) in (["rated", "won"], ["told", "won"])
    assert case.ratings.count() == 1
    assert checking.differences() == []


def test_of_two_clerks_at_their_pages_one_is_told_by_whom_and_keeps_what_was_typed():
    place = factories.town()
    case = factories.case(place)
    browsers = [factories.at_station(place, name=name) for name in ("郝丽芳", "贺春生")]

    def send(client):
        def run(wait):
            client.get(f"/cases/{case.pk}/settle-now/")
            wait()
            answer = client.post(f"/cases/{case.pk}/settle-now/", {"revision": 0, "answer": "已经当场打电话问清"})
            return answer.status_code, answer.content.decode()

        return run

    outcomes = sorted(at_once(*(send(client) for client in browsers)))
    assert [status for status, _ in outcomes] == [302, 409]
    assert "请看最新内容后再定，您写的还在" in outcomes[1][1]
    assert "已经当场打电话问清" in outcomes[1][1]
    assert Progress.objects.filter(case=case, verb="settle_now").count() == 1


def test_numbers_of_a_register_never_meet():
    place = factories.town()

    def register(wait):
        wait()
        return factories.case(place).number

    numbers = at_once(*[register] * 4)
    assert sorted(number.rpartition("-")[2] for number in numbers) == ["0001", "0002", "0003", "0004"]
