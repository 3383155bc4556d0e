"""The register page: saving without leaving it, twice is once, nothing typed is lost."""

import uuid
from datetime import time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone

from renda.capabilities.casework import actions
from renda.capabilities.casework.models import Case, Receiver, Reception
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.stations.actions import duty as duty_actions
from renda.capabilities.stations.actions import roster as roster_actions
from renda.capabilities.stations.actions import stations as station_actions
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.facts import checking

pytestmark = pytest.mark.django_db
PAGE = "/cases/register/"
SWAPPED = {"HX-Request": "true"}


@pytest.fixture
def place() -> factories.Town:
    return factories.town()


@pytest.fixture
def clerk(place: factories.Town) -> Client:
    return people.client_for(people.user(Role.CLERK, place.station.code))


def filled(place: factories.Town, **changes: Any) -> dict[str, Any]:
    return {
        "submission_key": str(uuid.uuid4()),
        "station": place.station.code,
        "name": "白玉梅",
        "phone": "13900002716",
        "words": factories.WORDS,
        "category": "utilities",
        "location": "惠民苑小区5号楼",
        "people_count": "2",
        "how": "keep",
        **changes,
    }


def save(client: Client, data: dict[str, Any]) -> Any:
    return client.post(PAGE, data, headers=SWAPPED)


def test_the_page_shows_the_form_the_similar_ones_and_today(clerk: Client) -> None:
    page = clerk.get(PAGE).content.decode()
    assert "登记来访" in page
    assert "可能是同一件事" in page
    assert "今天还没有登记。按N登记第一位来访。" in page
    assert "第0001号" in page


def test_a_visitor_is_registered_and_the_next_form_stands_ready(place: factories.Town, clerk: Client) -> None:
    answer = save(clerk, filled(place)).content.decode()
    case = Case.objects.get()
    assert case.title == "惠民苑小区3号楼暖气不热，家里只有14度"
    assert case.people_count == 2
    assert case.number in answer
    assert 'hx-swap-oob="true"' in answer
    assert "惠民苑小区5号楼" not in answer
    assert "白*" in answer
    assert "白玉梅" not in answer
    assert 'data-draft-clear="casework.register"' in answer
    assert checking.differences() == []


def test_without_scripts_the_page_comes_back_with_the_receipt(place: factories.Town, clerk: Client) -> None:
    answer = clerk.post(PAGE, filled(place), follow=True)
    assert answer.redirect_chain
    assert Case.objects.get().number in answer.content.decode()
    assert "打印回执" in answer.content.decode()


def test_the_receipt_can_be_printed_and_is_nowhere_in_the_database(place: factories.Town, clerk: Client) -> None:
    save(clerk, filled(place))
    code = clerk.get(f"{PAGE}receipt/").context["code"]
    assert len(code) == 12
    paper = clerk.get(f"{PAGE}receipt/").content.decode()
    assert "-".join((code[:4], code[4:8], code[8:])) in paper
    assert "<svg" in paper
    assert code not in str(dict(clerk.session))
    assert code not in str(Case.objects.values().get())


def test_nothing_is_printed_before_the_first_matter(clerk: Client) -> None:
    assert clerk.get(f"{PAGE}receipt/").status_code == 404


def test_the_same_form_sent_twice_is_one_matter(place: factories.Town, clerk: Client) -> None:
    data = filled(place, how="assign", organ=str(place.bureau.pk))
    save(clerk, data)
    again = save(clerk, data)
    assert again.status_code == 200
    assert "没有重复登记" in again.content.decode()
    assert Case.objects.count() == 1
    assert checking.differences() == []


def test_registering_and_assigning_is_one_act(place: factories.Town, clerk: Client) -> None:
    save(clerk, filled(place, how="assign", organ=str(place.bureau.pk), is_small="on"))
    case = Case.objects.get()
    assert (case.state, case.organ_id, case.is_small) == ("assigned", place.bureau.pk, True)
    assert case.due_citation


def test_registering_and_settling_on_the_spot_is_one_act(place: factories.Town, clerk: Client) -> None:
    save(clerk, filled(place, how="settle", answer="已当面说明办理流程"))
    assert Case.objects.get().state == "settled"


def test_an_answer_the_rules_refuse_keeps_nothing_and_loses_nothing(place: factories.Town, clerk: Client) -> None:
    answer = save(clerk, filled(place, how="settle", answer="好"))
    assert answer.status_code == 422
    assert "请写明办理结果，至少4个字" in answer.content.decode()
    assert "惠民苑小区5号楼" in answer.content.decode()
    assert Case.objects.count() == 0


def test_an_organ_of_another_place_is_no_choice(place: factories.Town, clerk: Client) -> None:
    elsewhere = factories.organ(
        people.region("141121", "文水县", "county", "1411"), "government", "文水县住房和城乡建设局", "住建局"
    )
    answer = save(clerk, filled(place, how="assign", organ=str(elsewhere.pk)))
    assert answer.status_code == 422
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"phone": "1390000271"}, "手机号现在是10位，应为11位"),
        ({"phone": "call me"}, "电话号码不对"),
        ({"words": ""}, "请写下来访人说的事"),
        ({"words": "冷"}, "至少4个字"),
        ({"how": "assign", "organ": ""}, "请选承办单位"),
        ({"how": "settle", "answer": ""}, "请写明怎样答复的"),
        ({"people_count": "0"}, "人数应在1到500之间"),
        ({"people_count": "九"}, "整数"),
        ({"registered_on": "2999-01-01"}, "登记日期不能晚于今天"),
        ({"registered_on": "1900-01-01"}, "登记日期不能早于一年前"),
        ({"deputies": "没有这个人"}, "没有找到代表“没有这个人”"),
        ({"category": "weather"}, "weather"),
        ({"words": "暖气不热\x00很久了"}, "空字符"),
    ],
)
def test_what_is_wrong_is_said_under_its_field_and_the_rest_stays(
    place: factories.Town, clerk: Client, change: dict[str, str], said: str
) -> None:
    answer = save(clerk, filled(place, **change))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "惠民苑小区5号楼" in text
    assert Case.objects.count() == 0


def test_an_anonymous_visitor_leaves_no_name(place: factories.Town, clerk: Client) -> None:
    answer = save(clerk, filled(place, is_anonymous="on", address="某村")).content.decode()
    case = Case.objects.get()
    assert bytes(case.sealed_name) == b""
    assert bytes(case.sealed_address) == b""
    assert "匿名" in answer


def test_markup_in_the_words_stays_text(place: factories.Town, clerk: Client) -> None:
    answer = save(clerk, filled(place, words="<script>alert(1)</script>暖气不热")).content.decode()
    assert "<script>alert" not in answer
    assert "&lt;script&gt;alert" in answer


def test_an_accusation_leaves_the_normal_flow_at_once(place: factories.Town, clerk: Client) -> None:
    data = filled(
        place, is_accusation="on", how="assign", organ=str(place.bureau.pk), words="某干部收钱不办事，请查一查"
    )
    answer = save(clerk, data).content.decode()
    case = Case.objects.get()
    assert (case.is_confidential, case.state, case.desk_code) == (True, "registered", factories.COUNTY)
    assert "只有县级人大机关能看到" in answer
    assert "某干部" not in answer
    assert "某干部" not in clerk.get(PAGE).content.decode()


def test_people_received_without_a_matter_are_counted_once(place: factories.Town, clerk: Client) -> None:
    data = filled(place, how="receive", words="问医保怎么缴", people_count="3")
    assert "已记入接待，3人次" in save(clerk, data).content.decode()
    save(clerk, data)
    assert Case.objects.count() == 0
    assert Reception.objects.get().people_count == 3
    assert checking.differences() == []


def test_a_matter_is_merged_into_a_similar_one_and_keeps_its_receipt(place: factories.Town, clerk: Client) -> None:
    main = factories.case(place, at=timezone.now())
    answer = save(clerk, filled(place, merge_into=str(main.pk))).content.decode()
    new = Case.objects.exclude(pk=main.pk).get()
    assert (new.state, new.merged_into_id) == ("merged", main.pk)
    assert "已并入相似的事项" in answer
    assert clerk.get(f"{PAGE}receipt/").context["case_id"] == new.pk
    assert checking.differences() == []


def test_nobody_merges_into_what_they_may_not_see(place: factories.Town, clerk: Client) -> None:
    answer = save(clerk, filled(place, merge_into="999999"))
    assert answer.status_code == 422
    assert Case.objects.count() == 0


def test_deputies_are_found_by_name_and_told_apart_by_number(place: factories.Town, clerk: Client) -> None:
    term = people.term(people.congress(people.region(factories.TOWN, "贾家庄镇", "town", factories.COUNTY)))
    one, twin = people.deputy(term, name="李秀兰"), people.deputy(term, name="李秀兰")
    other = people.deputy(term, name="高建平")
    asked = {"station": place.station.code, "deputies": "高建平、李"}
    names = clerk.get(f"{PAGE}deputies/", asked).content.decode()
    assert f"高建平、李秀兰（{one.pk}）" in names
    refused = save(clerk, filled(place, deputies="高建平、李秀兰"))
    assert "有2位代表叫“李秀兰”" in refused.content.decode()
    save(clerk, filled(place, deputies=f"高建平、李秀兰（{twin.pk}）"))
    assert list(Receiver.objects.order_by("pk").values_list("deputy_id", flat=True)) == [other.pk, twin.pk]


def test_the_office_chooses_a_station_and_leaves_the_route_to_its_clerk(place: factories.Town) -> None:
    station_actions.open_station(place.station.region, name="贾家庄镇第二联络站", actor=SYSTEM, at=factories.AT)
    office = people.client_for(people.user(Role.OFFICE, factories.TOWN))
    assert "替哪个联络站登记" in office.get(PAGE).content.decode()
    page = office.get(PAGE, {"station": place.station.code}).content.decode()
    assert "请代表跟进" in page
    assert "当场办结" not in page
    save(office, filled(place))
    assert Case.objects.get().desk_code == place.station.code
    assert save(office, filled(place, how="assign", organ=str(place.bureau.pk))).status_code == 422


@pytest.mark.parametrize("role", [Role.DEPUTY, Role.LEADER, Role.OPERATOR])
def test_others_have_no_register(place: factories.Town, role: str) -> None:
    client = people.client_for(people.user(role, place.station.code[:9]))
    assert client.get(PAGE).status_code == 404
    assert save(client, filled(place)).status_code == 404
    assert client.post(f"{PAGE}similar/", {"station": place.station.code}).status_code == 404


def test_a_handler_has_no_register(place: factories.Town) -> None:
    client = people.client_for(people.user(Role.HANDLER, factories.COUNTY, organ_id=place.bureau.pk))
    assert client.get(PAGE).status_code == 404


def test_a_visitor_of_the_site_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(PAGE).status_code == 302


def test_the_clerk_of_another_station_cannot_write_here(place: factories.Town) -> None:
    other = station_actions.open_station(place.station.region, name="另一个站", actor=SYSTEM, at=factories.AT)
    client = people.client_for(people.user(Role.CLERK, other.code))
    save(client, filled(place))
    assert not Case.objects.filter(station=place.station).exists()


def test_the_page_asks_as_many_questions_with_many_rows_as_with_few(
    place: factories.Town, clerk: Client, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    for _ in range(10):
        factories.case(place, at=now)
    with django_assert_max_num_queries(10) as few:
        clerk.get(PAGE)
    for number in range(290):
        factories.case(place, at=now - timedelta(seconds=number), words=f"第{number}件，路灯不亮好几天了")
    with django_assert_max_num_queries(10) as many:
        page = clerk.get(PAGE).content.decode()
    assert len(many) == len(few)
    assert "登记 <b>300</b> 件" in page


def test_a_form_that_arrives_twice_at_once_is_found_by_its_key(
    place: factories.Town, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    register, calls = actions.register, []

    def too_late(*args: Any, **facts: Any) -> Any:
        calls.append(facts)
        if len(calls) == 1:
            raise IntegrityError
        return register(*args, **facts)

    monkeypatch.setattr(actions, "register", too_late)
    assert save(clerk, filled(place)).status_code == 200
    assert Case.objects.count() == 1


def test_whatever_is_asked_of_a_station_of_others_is_not_found(place: factories.Town, clerk: Client) -> None:
    asked = {"station": "14112110001", "words": factories.WORDS}
    assert clerk.post(f"{PAGE}similar/", asked).status_code == 404
    assert clerk.get(f"{PAGE}deputies/", asked).status_code == 404


def test_what_is_filled_under_the_fold_keeps_it_open(place: factories.Town, clerk: Client) -> None:
    answer = save(clerk, filled(place, phone="1", address="某村")).content.decode()
    assert '<details class="more" open>' in answer


def test_deputies_on_duty_today_stand_in_the_form(place: factories.Town, clerk: Client) -> None:
    term = people.term(people.congress(people.region(factories.TOWN, "贾家庄镇", "town", factories.COUNTY)))
    on_duty = people.deputy(term, name="李秀兰")
    now = timezone.now()
    day = duty_actions.add_duty_day(
        place.station,
        on=timezone.localdate(now),
        starts_at=time(9),
        ends_at=time(11),
        reason="临时增加",
        actor=place.clerk,
        at=now,
    )
    roster_actions.assign(day, deputies=[on_duty.pk], actor=place.clerk, at=now)
    assert 'value="李秀兰"' in clerk.get(PAGE).content.decode()
    save(clerk, filled(place, deputies="李秀兰"))
    assert Receiver.objects.get().deputy_id == on_duty.pk
