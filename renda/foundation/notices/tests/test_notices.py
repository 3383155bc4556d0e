"""Messages: written with the act to those who hold a post, read by them alone, sent once."""

import threading

import pytest
from django.db import close_old_connections, connection
from django.test import Client
from django.utils import translation

from renda.foundation.accounts import actions as account_actions
from renda.foundation.accounts.actor import SYSTEM, HeldPost
from renda.foundation.accounts.models import User
from renda.foundation.accounts.terms import Role
from renda.foundation.accounts.tests import factories
from renda.foundation.accounts.tests.factories import AT, CITY, COUNTY
from renda.foundation.action import action, one_transaction
from renda.foundation.audit import trail
from renda.foundation.errors import NotPermitted
from renda.foundation.notices import actions, outbox, queries
from renda.foundation.notices.models import Notice
from renda.foundation.notices.terms import Channel, Delivery

pytestmark = pytest.mark.django_db


@action
def _act(tell) -> None:
    trail.record(at=AT, actor=SYSTEM, verb="test.act", subject=User(pk=1))
    tell()


def _tell(user: User, text: str = "有%(n)s件事项待办", link: str = "", **params: object) -> Notice:
    _act(lambda: outbox.tell_user(user.pk, text, link=link, at=AT, **params or {"n": 2}))
    return Notice.objects.latest("pk")


def test_a_message_is_kept_with_its_act_or_not_at_all() -> None:
    user = factories.user()

    def fail() -> None:
        outbox.tell_user(user.pk, "x", at=AT)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        _act(fail)
    assert not Notice.objects.exists()
    with pytest.raises(RuntimeError, match="outside an act"):
        outbox.tell_user(user.pk, "x", at=AT)


def test_all_who_hold_the_post_are_told_and_nobody_else() -> None:
    factories.regions()
    told = {factories.user(Role.OFFICE).pk for _ in range(3)}
    doer = factories.user(Role.OFFICE)
    factories.user(Role.OFFICE, CITY)
    factories.user(Role.LEADER)
    gone, off = factories.user(Role.OFFICE), factories.user(Role.OFFICE)
    account_actions.end_post(gone.posts.get(), ended_on=AT.date(), actor=SYSTEM, at=AT)
    account_actions.deactivate(off, actor=SYSTEM, at=AT)
    _act(lambda: outbox.tell_posts(Role.OFFICE, "新事项", place_code=COUNTY, but_not=doer.pk, at=AT))
    assert set(Notice.objects.values_list("user_id", flat=True)) == told


def test_the_handlers_of_an_organ_are_told() -> None:
    one, other = factories.organ(), factories.organ("城管局")
    handler = factories.user(Role.HANDLER, organ_id=one.pk)
    factories.user(Role.HANDLER, organ_id=other.pk)
    _act(lambda: outbox.tell_posts(Role.HANDLER, "新交办", organ_id=one.pk, at=AT))
    assert [notice.user_id for notice in Notice.objects.all()] == [handler.pk]


def test_nobody_writes_to_a_whole_role() -> None:
    with pytest.raises(ValueError, match="place or an organ"):
        _act(lambda: outbox.tell_posts(Role.OFFICE, "x", at=AT))


def test_who_holds_a_post_is_asked_once_a_transaction(django_assert_num_queries) -> None:
    factories.regions()
    factories.user(Role.OFFICE)
    with one_transaction():
        with django_assert_num_queries(1):
            for _ in range(20):
                outbox.tell_posts(Role.OFFICE, "新事项", place_code=COUNTY, at=AT)
        new = factories.user()
        account_actions.give_post(new, HeldPost(Role.OFFICE, COUNTY), actor=SYSTEM, at=AT)
        assert outbox.tell_posts(Role.OFFICE, "新事项", place_code=COUNTY, at=AT) == 2
    assert Notice.objects.count() == 22


def test_a_message_is_said_in_the_readers_language() -> None:
    notice = Notice(text="没有权限", params={})
    assert notice.said == "没有权限"
    with translation.override("en"):
        assert notice.said == translation.gettext("没有权限") != "没有权限"
    filled = Notice(text="有%(n)s件事项待办，在%(place)s", params={"n": 2, "place": "离石区"})
    assert filled.said == "有2件事项待办，在离石区"


def test_a_number_is_kept_sealed() -> None:
    _act(lambda: outbox.tell_phone("13800001234", "您反映的问题已办结", at=AT))
    notice = Notice.objects.get()
    assert notice.channel == Channel.SMS
    assert b"13800001234" not in bytes(notice.sealed_phone)


def test_each_message_is_sent_once_and_later_rounds_find_nothing() -> None:
    for _ in range(3):
        _tell(factories.user())
    assert outbox.send_waiting(at=AT, limit=2) == 2
    assert outbox.send_waiting(at=AT) == 1
    assert outbox.send_waiting(at=AT) == 0
    assert set(Notice.objects.values_list("delivery", "tries")) == {(Delivery.SENT, 1)}


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_send_a_message_twice() -> None:
    user = factories.user()
    with one_transaction():
        for _ in range(30):
            _act(lambda: outbox.tell_user(user.pk, "x", at=AT))
    start, sent = threading.Barrier(3), []

    def work() -> None:
        close_old_connections()
        start.wait()
        sent.append(outbox.send_waiting(at=AT))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(sent) == 30
    assert set(Notice.objects.values_list("delivery", "tries")) == {(Delivery.SENT, 1)}


# ---- reading


def test_only_the_addressee_reads() -> None:
    user, other = factories.user(), factories.user()
    notice = _tell(user)
    with pytest.raises(NotPermitted):
        actions.read(notice, actor=factories.actor(other), at=AT)
    with pytest.raises(NotPermitted):
        actions.read_all(up_to=notice.pk, actor=SYSTEM, at=AT)
    actions.read(notice, actor=factories.actor(user), at=AT)
    actions.read(notice, actor=factories.actor(user), at=AT.replace(hour=12))
    assert Notice.objects.get().read_at == AT


def test_the_bell_counts_what_is_not_read_and_stops_at_a_hundred(client: Client) -> None:
    user = factories.user(Role.OFFICE)
    client.force_login(user)
    assert "bell-count" not in client.get("/calendar/").content.decode()
    with one_transaction():
        for _ in range(120):
            _tell_in_transaction(user)
    assert queries.unread_count(user.pk) == 100
    assert "99+" in client.get("/calendar/").content.decode()
    assert queries.unread_count(None) == 0


def _tell_in_transaction(user: User) -> None:
    _act(lambda: outbox.tell_user(user.pk, "有新事项", at=AT))


def test_the_list_shows_ones_own_messages_newest_first(client: Client) -> None:
    user = factories.user(Role.OFFICE)
    _tell(user, "第一条")
    _tell(user, "第二条")
    _tell(factories.user(), "别人的")
    _act(lambda: outbox.tell_phone("13800001234", "短信", at=AT))
    client.force_login(user)
    text = client.get("/notices/").content.decode()
    assert text.index("第二条") < text.index("第一条")
    assert "别人的" not in text
    assert "短信" not in text


def test_opening_a_message_reads_it_and_leads_on(client: Client) -> None:
    user = factories.user(Role.OFFICE)
    client.force_login(user)
    notice = _tell(user, link="/calendar/")
    assert client.get(f"/notices/{notice.pk}/open/").status_code == 405
    assert client.post(f"/notices/{notice.pk}/open/").headers["Location"] == "/calendar/"
    assert queries.unread_count(user.pk) == 0
    outside = _tell(user, link="//evil.example/")
    assert client.post(f"/notices/{outside.pk}/open/").headers["Location"] == "/notices/"
    foreign = _tell(factories.user(), link="/calendar/")
    assert client.post(f"/notices/{foreign.pk}/open/").status_code == 404


def test_reading_all_spares_what_came_later(client: Client) -> None:
    user = factories.user(Role.OFFICE)
    client.force_login(user)
    seen = _tell(user)
    later = _tell(user)
    client.post("/notices/read/", {"up_to": seen.pk})
    assert list(Notice.objects.filter(read_at__isnull=True)) == [later]
    client.post("/notices/read/", {"up_to": "x"})
    assert queries.unread_count(user.pk) == 1
    client.post("/notices/read/", {"up_to": later.pk})
    assert "还没有消息" not in client.get("/notices/").content.decode()
    assert "没有未读的消息" in client.get("/notices/?unread=1").content.decode()


def test_the_list_pages_by_key_at_the_same_cost(client: Client, django_assert_max_num_queries) -> None:
    user = factories.user(Role.LEADER)
    client.force_login(user)
    with one_transaction():
        for _ in range(40):
            _tell_in_transaction(user)
    with django_assert_max_num_queries(5) as cost:
        first = client.get("/notices/")
    assert 'rel="next"' in first.content.decode()
    last = Notice.objects.order_by("-pk")[29].pk
    with django_assert_max_num_queries(len(cost)):
        second = client.get(f"/notices/?before={last}")
    assert second.content.decode().count("有新事项") == 10
    assert 'rel="prev"' in second.content.decode()
