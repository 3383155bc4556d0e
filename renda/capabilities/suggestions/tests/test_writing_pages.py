"""Writing: kept by itself, once, never over another text; photos and papers; whose business it is."""

import pytest
from django.utils import timezone

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Suggestion
from renda.capabilities.suggestions.terms import State
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.pages import photo, status_of, text_of
from renda.foundation.accounts.terms import Role
from renda.foundation.audit.models import Entry
from renda.foundation.files.models import Attachment

WRITE, SAVE = "/suggestions/write/", "/suggestions/autosave/"
TYPED = {
    "title": "关于改善滨河路夜间照明的建议",
    "situation": "滨河路全长三公里，夜间照明不足。",
    "analysis": "",
    "advice": "",
    "subject": "building",
    "origin": "visit",
    "wished_organ": "",
    "openness": "open",
}


@pytest.fixture
def place(db):
    return made.county()


@pytest.fixture
def lead(place):
    return made.as_lead(place)


@pytest.fixture
def now():
    return timezone.now()


def key_of(client):
    return text_of(client.get(WRITE)).split('name="key" value="')[1].split('"')[0]


def typed(client, **facts):
    return {**TYPED, "key": key_of(client), "place": made.COUNTY, **facts}


def saved(client, facts):
    return client.post(SAVE, facts, headers={"HX-Request": "true"})


def test_nothing_typed_is_nothing_kept_and_looking_keeps_nothing(lead):
    facts = typed(lead, title="", situation="")
    assert saved(lead, facts).status_code == 200
    assert not Suggestion.objects.exists()


def test_what_is_typed_is_kept_by_itself_and_the_address_follows(lead):
    facts = typed(lead)
    first = saved(lead, facts)
    one = Suggestion.objects.get()
    assert first.headers["HX-Replace-Url"] == f"/suggestions/{one.pk}/edit/"
    assert "已保存" in text_of(first)
    assert 'hx-swap-oob="true"' in text_of(first)
    more = saved(lead, {**facts, "pk": one.pk, "revision": one.revision, "advice": "增设路灯"})
    one.refresh_from_db()
    assert (one.advice, one.origin, one.revision) == ("增设路灯", "visit", 1)
    assert f'name="revision" value="{one.revision}"' in text_of(more)


def test_saving_the_same_again_leaves_no_trace(lead):
    facts = typed(lead)
    saved(lead, facts)
    one, entries = Suggestion.objects.get(), Entry.objects.count()
    for _ in range(3):
        assert saved(lead, {**facts, "pk": one.pk, "revision": one.revision}).status_code == 200
    assert Entry.objects.count() == entries


def test_a_page_sent_twice_before_the_answer_came_is_one_draft(lead):
    facts = typed(lead)
    saved(lead, facts)
    assert saved(lead, facts).status_code == 200
    lost = saved(lead, {**facts, "advice": "请增设路灯"})
    assert lost.status_code == 409
    assert Suggestion.objects.count() == 1
    one = Suggestion.objects.get()
    forced = saved(lead, {**facts, "advice": "请增设路灯", "pk": one.pk, "revision": one.revision})
    assert forced.status_code == 200
    one.refresh_from_db()
    assert one.advice == "请增设路灯"


def test_a_text_changed_elsewhere_is_shown_and_nothing_is_lost(place, lead, now):
    one = made.draft(place, at=now)
    old = one.revision
    actions.save_draft(one, actions.Text(title="在电脑上改过的标题"), actor=place.lead, at=now)
    facts = {**TYPED, "pk": one.pk, "revision": old, "advice": "手机上写的建议"}
    answer = saved(lead, facts)
    assert answer.status_code == 409
    assert "在电脑上改过的标题" in text_of(answer)
    assert "用这里写的" in text_of(answer)
    assert made.fresh(one).title == "在电脑上改过的标题"
    whole = lead.post(f"/suggestions/{one.pk}/edit/", facts)
    assert whole.status_code == 409
    assert "手机上写的建议" in text_of(whole)
    assert "在电脑上改过的标题" in text_of(whole)
    fresh = made.fresh(one).revision
    assert f'name="revision" value="{fresh}"' in text_of(whole)
    assert lead.post(f"/suggestions/{one.pk}/edit/", {**facts, "revision": fresh}).status_code == 302
    assert made.fresh(one).advice == "手机上写的建议"


def test_without_scripts_the_buttons_keep_and_lead_on(lead):
    gone = lead.post(WRITE, {**typed(lead), "then": "submit"})
    one = Suggestion.objects.get()
    assert gone.url.startswith(f"/suggestions/{one.pk}/submit/")
    facts = {**TYPED, "pk": one.pk, "revision": one.revision}
    assert lead.post(WRITE, {**facts, "then": "cosign"}).url.startswith(f"/suggestions/{one.pk}/ask_cosigners/")
    assert lead.post(WRITE, {**facts, "then": "save"}).url.startswith("/suggestions/mine/")
    assert Suggestion.objects.count() == 1


def test_a_wish_for_secrecy_and_against_publication_are_kept(lead):
    saved(lead, typed(lead, openness="secret"))
    one = Suggestion.objects.get()
    assert (one.wishes_secrecy, one.may_publish) == (True, False)
    saved(lead, {**TYPED, "pk": one.pk, "revision": one.revision, "openness": "closed"})
    one.refresh_from_db()
    assert (one.wishes_secrecy, one.may_publish) == (False, False)


def test_too_long_is_said_and_not_kept(lead):
    answer = saved(lead, typed(lead, title="长" * 61))
    assert answer.status_code == 422
    assert "还没有保存" in text_of(answer)
    assert not Suggestion.objects.exists()


def test_what_was_handed_in_is_not_written_on(place, lead, now):
    one = made.submitted(place, at=now)
    facts = {**TYPED, "pk": one.pk, "revision": one.revision, "title": "改了以后的标题"}
    assert lead.get(f"/suggestions/{one.pk}/edit/").status_code == 302
    assert saved(lead, facts).status_code == 422
    assert lead.post(f"/suggestions/{one.pk}/edit/", facts).status_code == 422
    assert made.fresh(one).title == made.TEXT.title


def test_what_came_back_shows_what_is_asked_and_can_be_written_on(place, lead, now):
    one = actions.send_back(made.submitted(place, at=now), reason="请写清具体路段", actor=place.office, at=now)
    assert "请写清具体路段" in text_of(lead.get(f"/suggestions/{one.pk}/edit/"))
    saved(lead, {**TYPED, "pk": one.pk, "revision": one.revision, "situation": "滨河路东段三公里没有路灯"})
    again = made.fresh(one)
    assert (again.state, again.situation) == (State.SUPPLEMENT, "滨河路东段三公里没有路灯")


def test_nobody_else_writes_on_a_draft_or_sees_it(place, lead, now):
    one = made.draft(place, at=now)
    facts = {**TYPED, "pk": one.pk, "revision": one.revision}
    for client in (made.as_mate(place), made.signed_in(Role.OFFICE), made.signed_in(Role.HANDLER, place.bureau)):
        assert client.get(f"/suggestions/{one.pk}/edit/").status_code == 404
        assert saved(client, facts).status_code == 404
        assert client.post(f"/suggestions/{one.pk}/files/", {"papers": photo()}).status_code == 404
    actions.ask_cosigners(one, [place.mates[0].pk], actor=place.lead, at=now)
    assert made.as_mate(place).get(f"/suggestions/{one.pk}/edit/").status_code == 403
    assert made.fresh(one).title == made.TEXT.title


def test_a_deputy_writes_to_no_congress_but_their_own(lead):
    assert saved(lead, typed(lead, place="141121")).status_code == 403
    assert not Suggestion.objects.exists()


def test_photos_are_judged_kept_opened_by_readers_and_taken_away(place, lead, now):
    one = made.draft(place, at=now)
    address = f"/suggestions/{one.pk}/files/"
    page = lead.post(address, {"papers": photo()}, headers={"HX-Request": "true"})
    assert "现场.jpg" in text_of(page)
    kept = Attachment.objects.get(owner_type="suggestions.suggestion")
    opened = f"/suggestions/papers/{kept.pk}/{kept.name}"
    assert status_of(lead, opened) == 200
    for client in (made.as_mate(place), made.signed_in(Role.OFFICE), made.signed_in(Role.HANDLER, place.bureau)):
        assert status_of(client, opened) == 404
    wrong = photo("假的.jpg")
    wrong.write(b"<script>")
    wrong.seek(0)
    wrong.truncate(10)
    assert lead.post(address, {"papers": wrong}, headers={"HX-Request": "true"}).status_code == 422
    many = [photo(f"{n}.jpg") for n in range(6)]
    assert "附件最多6个" in text_of(lead.post(address, {"papers": many}, headers={"HX-Request": "true"}))
    assert lead.post(address, {"drop": kept.pk}).url == f"/suggestions/{one.pk}/edit/"
    assert not Attachment.objects.filter(pk=kept.pk).exists()


def test_photos_of_what_was_handed_in_stay(place, lead, now):
    one = made.draft(place, at=now)
    lead.post(f"/suggestions/{one.pk}/files/", {"papers": photo()})
    kept = Attachment.objects.get(owner_type="suggestions.suggestion")
    actions.submit(made.fresh(one), actor=place.lead, at=now)
    for facts in ({"drop": kept.pk}, {"papers": photo("再加.jpg")}):
        assert lead.post(f"/suggestions/{one.pk}/files/", facts).status_code == 422
    assert Attachment.objects.filter(owner_type="suggestions.suggestion").count() == 1
    office = made.signed_in(Role.OFFICE)
    assert "现场.jpg" in text_of(office.get(f"/suggestions/{one.pk}/"))
    assert status_of(office, f"/suggestions/papers/{kept.pk}/a.jpg") == 200


def test_the_sheet_costs_the_same_however_much_is_written(place, lead, now, django_assert_max_num_queries):
    one = made.draft(place, at=now)
    for _ in range(3):
        made.draft(place, at=now)
    with django_assert_max_num_queries(10):
        lead.get(f"/suggestions/{one.pk}/edit/")
    with django_assert_max_num_queries(10):
        lead.get(WRITE)
