"""The sheet on paper: what it says, who gets it, and that nobody can be found by it."""

import pytest
from django.test import Client
from django.utils import timezone

from renda.capabilities.casework import actions
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.tests import factories
from renda.foundation.accounts.terms import Role
from renda.foundation.web import wording

VISITOR = {"name": "白玉梅", "phone": "13900002716", "address": "惠民苑3号楼2单元"}


@pytest.fixture
def place(db):
    return factories.town()


def printed(client, case):
    response = client.get(f"/cases/{case.pk}/sheet/")
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_of_a_matter_leads_to_its_sheet(place):
    case = factories.assigned(place)
    client = factories.at_station(place)
    assert f'href="/cases/{case.pk}/sheet/"' in client.get(f"/cases/{case.pk}/").content.decode()
    assert f'href="/cases/{case.pk}/"' in printed(client, case)


def test_the_sheet_says_what_it_is_where_it_went_by_when_and_who_signs(place):
    case, client = factories.settled(place, visitor=VISITOR), factories.at_station(place)
    text = printed(client, case)
    for said in (
        case.number, "已经一个星期了", "惠民苑小区", "县级办理", "汾阳市住房和城乡建设局", wording.day(case.due_on, with_year=True),
        "《代表联络站工作办法（示例）》第十二条第四款", "已换阀门，室温19度", "承办单位签收", "住建局 任晓东",
        "承办单位负责人", "签名、日期", "电话", "郝丽芳于",
    ):  # fmt: skip
        assert said in text, said
    order = [text.index(f"<b>{label}</b>") for label in ("登记", "交办", "承办单位签收", "承办单位答复")]
    assert order == sorted(order)


def test_who_came_is_masked_for_those_who_may_look_and_left_out_for_others(place):
    case = factories.answered(place, visitor=VISITOR)
    clerk, above = (
        printed(factories.at_station(place), case),
        printed(factories.signed_in(Role.OFFICE, factories.COUNTY), case),
    )
    assert "白**" in clerk
    assert "139****16" in clerk
    assert "白" not in above.replace("白**", "!")
    assert "不在本单上显示" in above
    for text in (clerk, above):
        assert not any(personal in text for personal in ("白玉梅", "13900002716", "2单元"))
    Case.objects.filter(pk=case.pk).update(wants_secrecy=True)
    bureau = printed(factories.at_bureau(place), case)
    assert "不在本单上显示、要求保密" in bureau
    assert "白**" not in bureau


def test_an_accusation_is_printed_by_the_countys_office_alone(place):
    case = factories.case(place, words="反映某干部优亲厚友", is_accusation=True)
    assert "不得转给被检举控告的人或单位" in printed(factories.signed_in(Role.OFFICE, factories.COUNTY), case)
    for client in (factories.at_station(place), factories.signed_in(Role.OFFICE, factories.TOWN)):
        assert client.get(f"/cases/{case.pk}/sheet/").status_code == 404
    assert Client().get(f"/cases/{case.pk}/sheet/").status_code == 302


@pytest.mark.parametrize("state", ["case", "assigned", "settled"])
def test_a_sheet_is_printed_in_any_state_with_at_most_ten_questions(place, state, django_assert_max_num_queries):
    case = getattr(factories, state)(place, at=timezone.now())
    actions.merge(factories.case(place), main=case, actor=place.clerk, at=timezone.now())
    for client in (factories.at_station(place), factories.signed_in(Role.OFFICE, factories.COUNTY)):
        with django_assert_max_num_queries(10):
            printed(client, case)


def test_the_sheet_of_a_refused_matter_says_why_and_has_no_day(place):
    refused = actions.refuse(
        factories.case(place), reason="court", explanation="请向人民法院提出", actor=place.clerk, at=factories.AT
    )
    text = printed(factories.at_station(place), refused)
    assert "请向受理机关反映" in text
    assert "办结期限" not in text


def test_words_of_a_citizen_stay_text_on_paper(place):
    case = factories.case(place, words="<script>alert(1)</script>暖气不热")
    assert "<script>alert" not in printed(factories.at_station(place), case)
