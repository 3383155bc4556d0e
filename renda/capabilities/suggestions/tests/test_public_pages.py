"""What everyone may read, and that nothing secret is among it."""

import pytest
from django.test import Client
from django.utils import timezone

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.models import Progress, Suggestion
from renda.capabilities.suggestions.queries import published as public_queries
from renda.capabilities.suggestions.terms import Outcome
from renda.capabilities.suggestions.tests import factories as made
from renda.capabilities.suggestions.tests.pages import text_of

LIST, KEY = "/suggestions/public/", "/suggestions/public/key/"


@pytest.fixture
def place(db):
    return made.county()


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def anyone():
    return Client()


def published(place, now, **text):
    return actions.publish(made.closed(place, at=now, **text), actor=place.office, at=now)


def chosen(place, one, now):
    return actions.choose_priority(
        one,
        meeting="第十二次主任会议",
        chosen_on=timezone.localdate(),
        leader="副主任张某",
        committee=place.committee,
        manner="tracking",
        actor=place.office,
        at=now,
    )


def test_a_published_one_is_read_with_its_reply_and_its_grade(place, anyone, now):
    one = published(place, now)
    assert one.title in text_of(anyone.get(LIST))
    page = text_of(anyone.get(f"{LIST}{one.pk}/"))
    for said in (made.TEXT.advice, "新增路灯8盏", "汾阳市住建局", "A类", "满意", "汾住建函〔2024〕3号", "武向荣"):
        assert said in page, said


def test_no_telephone_no_handler_no_words_of_the_rating_are_shown(place, anyone, now):
    one = made.replied(place, at=now)
    reply = public_reply(one)
    actions.rate(reply, attitude="not", result="satisfied", note="李科长态度不好，要改", actor=place.lead, at=now)
    made.reply_of(made.fresh(one), place.bureau, at=now)
    actions.publish(made.fresh(one), actor=place.office, at=now)
    page = text_of(anyone.get(f"{LIST}{one.pk}/"))
    for hidden in ("0358-7000001", "任晓东", "李科长", "冯主任", "经办人", "听取代表意见"):
        assert hidden not in page, hidden


def public_reply(one):
    part = one.assignments.get()
    part.suggestion = one
    reply = part.replies.get()
    reply.assignment = part
    return reply


def test_nothing_that_is_not_published_is_there_for_anyone(place, anyone, now):
    office = made.signed_in("office")
    for make in (made.draft, made.submitted, made.handling, made.replied, made.closed):
        one = make(place, at=now, title=f"不公开的{make.__name__}建议")
        for client in (anyone, office, made.as_lead(place)):
            assert client.get(f"{LIST}{one.pk}/").status_code == 404
    assert "不公开的" not in text_of(anyone.get(LIST))


def test_a_secret_one_is_nowhere_even_where_it_is_a_key_one(place, anyone, now):
    secret = made.handling(place, at=now, title="保密的那件建议", wishes_secrecy=True, may_publish=False)
    chosen(place, secret, now)
    open_one = made.handling(place, at=now, title="公布的重点建议")
    chosen(place, open_one, now)
    actions.announce_priorities(place.congress, year=timezone.localdate().year, actor=place.office, at=now)
    page = text_of(anyone.get(KEY))
    assert "公布的重点建议" in page
    assert "城建环资工委" in page
    for address in (KEY, LIST, f"{LIST}?q=保密", f"{KEY}?place={made.COUNTY}"):
        assert "保密的那件" not in text_of(anyone.get(address))
    assert anyone.get(f"{LIST}{secret.pk}/").status_code == 404
    # The deputy may come to wish it after the list was made.
    Suggestion.objects.filter(pk=open_one.pk).update(wishes_secrecy=True)
    assert "公布的重点建议" not in text_of(anyone.get(KEY))


def test_a_key_one_is_listed_only_once_announced_and_while_it_runs(place, anyone, now):
    one = made.handling(place, at=now, title="公布的重点建议")
    chosen(place, one, now)
    assert "公布的重点建议" not in text_of(anyone.get(KEY))
    actions.announce_priorities(place.congress, year=timezone.localdate().year, actor=place.office, at=now)
    page = text_of(anyone.get(KEY))
    assert "公布的重点建议" in page
    assert f"{LIST}{one.pk}/" not in page
    actions.withdraw(made.fresh(one), reason="问题已经解决", actor=place.lead, at=now)
    assert "公布的重点建议" not in text_of(anyone.get(KEY))


def test_taken_down_is_gone(place, anyone, now):
    one = published(place, now)
    actions.unpublish(one, reason="内容需要更正", actor=place.office, at=now)
    assert anyone.get(f"{LIST}{one.pk}/").status_code == 404


def test_the_list_is_narrowed_by_words_class_year_and_congress(place, anyone, now):
    published(place, now, title="关于路灯的建议", subject="building")
    published(place, now, title="关于学校的建议", subject="education")
    year = timezone.localdate().year
    for query, seen, unseen in (
        ("q=路灯", "关于路灯", "关于学校"),
        ("subject=education", "关于学校", "关于路灯"),
        (f"year={year}&q=学校", "关于学校", "关于路灯"),
    ):
        page = text_of(anyone.get(f"{LIST}?{query}"))
        assert seen in page
        assert unseen not in page
    assert "没有符合条件" in text_of(anyone.get(f"{LIST}?year={year - 1}"))
    assert "关于路灯" in text_of(anyone.get(f"{LIST}?place={made.COUNTY}&subject=abc&year=x&after=²"))


def test_pages_go_there_and_back(place, anyone, now, monkeypatch):
    monkeypatch.setattr(public_queries, "PAGE", 2)
    ones = [published(place, now, title=f"公开的第{n}件建议") for n in range(5)]
    first = text_of(anyone.get(LIST))
    assert "公开的第4件" in first
    assert "公开的第2件" not in first
    key = first.split("after=")[1].split('"')[0]
    second = text_of(anyone.get(f"{LIST}?after={key}"))
    assert "公开的第2件" in second
    back = second.split("before=")[1].split('"')[0]
    assert "公开的第4件" in text_of(anyone.get(f"{LIST}?before={back}"))
    assert len(ones) == 5


def test_the_public_pages_cost_the_same_with_few_and_many(place, anyone, now, django_assert_max_num_queries):
    one = published(place, now)
    for _ in range(6):
        published(place, now)
    with django_assert_max_num_queries(5):
        anyone.get(LIST)
    with django_assert_max_num_queries(5):
        anyone.get(f"{LIST}{one.pk}/")
    with django_assert_max_num_queries(5):
        anyone.get(KEY)


def test_only_public_lines_are_told(place, anyone, now):
    one = published(place, now)
    assert Progress.objects.filter(suggestion=one, is_public=False).exists()
    entries = text_of(anyone.get(f"{LIST}{one.pk}/")).split("办理经过")[1]
    assert "答复签发" in entries
    for inner in ("拟稿送审", "与代表联系", "审查通过", "归档"):
        assert inner not in entries


def test_a_promise_kept_is_told(place, anyone, now):
    one, _ = made.tracked(place, at=now)
    actions.publish(made.fresh(one), actor=place.office, at=now)
    page = text_of(anyone.get(f"{LIST}{one.pk}/"))
    assert "完成滨河路路灯改造" in page
    assert Outcome.B.label.split("：")[0] in page


def test_empty_is_said(db, anyone):
    assert "还没有公开的建议" in text_of(anyone.get(LIST))
    assert "还没有公布" in text_of(anyone.get(KEY))
