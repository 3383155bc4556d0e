"""One draft on two devices at the same moment, with real threads: no text is lost unseen, no file slips in late."""

import pytest

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.terms import State
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.factories import AT
from renda.capabilities.suggestions.tests.pages import photo
from renda.capabilities.suggestions.tests.test_race import of, trying
from renda.foundation.files import store
from tests.races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = {"subject": "other", "origin": "other", "openness": "open", "situation": "滨河路没有路灯"}


def checked():
    one = photo()
    return store.check(one, one.name, len(one.getvalue()))


def test_of_two_savings_on_one_picture_one_is_told():
    place = made.county()
    one = made.draft(place)
    texts = [actions.Text(title=f"第{n}部设备上的标题") for n in range(2)]
    outcomes = at_once(
        *(trying(of(one), lambda s, t=text: actions.save_draft(s, t, actor=place.lead, at=AT)) for text in texts)
    )
    assert sorted(outcomes) == ["told", "won"]
    assert made.fresh(one).title == texts[outcomes.index("won")].title


def test_two_first_savings_of_one_sheet_with_other_words_are_one_draft_and_one_is_told():
    place = made.county()
    lead = made.as_lead(place)
    key = lead.get("/suggestions/write/").content.decode().split('name="key" value="')[1].split('"')[0]

    def saving(title):
        def run(wait):
            client = made.as_lead(place)
            wait()
            facts = {**TYPED, "title": title, "key": key, "place": made.COUNTY}
            return client.post("/suggestions/autosave/", facts).status_code

        return run

    assert sorted(at_once(saving("手机上的标题"), saving("电脑上的标题"))) == [200, 409]
    assert Suggestion.objects.count() == 1


def test_no_file_comes_after_the_hand_in():
    place = made.county()
    for _ in range(3):
        one = made.draft(place)
        outcomes = at_once(
            trying(of(one), lambda s: actions.submit(s, actor=place.lead, at=AT)),
            trying(of(one), lambda s: actions.change_files(s, added=[checked()], actor=place.lead, at=AT)),
        )
        assert outcomes[0] == "won"
        assert made.fresh(one).state == State.SUBMITTED
        assert len(store.of(one)) == (1 if outcomes[1] == "won" else 0)


def test_two_sendings_make_no_more_than_six_files():
    place = made.county()
    one = made.draft(place)
    actions.change_files(one, added=[checked() for _ in range(4)], actor=place.lead, at=AT)
    outcomes = at_once(
        *(
            trying(of(one), lambda s: actions.change_files(s, added=[checked(), checked()], actor=place.lead, at=AT))
            for _ in range(2)
        )
    )
    assert sorted(outcomes) == ["told", "won"]
    assert len(store.of(one)) == 6
