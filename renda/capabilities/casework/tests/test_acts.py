"""Each act through its page: asked, done, refused with its article, late by a moment, or not one's business."""

import io

import pytest
from django.utils import timezone
from PIL import Image

from renda.capabilities.casework import actions
from renda.capabilities.casework.models import Case, HandBack, Progress
from renda.capabilities.casework.tests import factories
from renda.capabilities.deputies.tests import factories as people
from renda.foundation.accounts.terms import Level, Role
from renda.foundation.audit.models import Entry
from renda.foundation.files import store


@pytest.fixture
def place(db):
    return factories.town()


@pytest.fixture
def clerk(place):
    return factories.at_station(place)


@pytest.fixture
def handler(place):
    return factories.at_bureau(place)


def url(case, act):
    return f"/cases/{case.pk}/{act}/"


def send(client, case, act, **facts):
    case.refresh_from_db()
    return client.post(url(case, act), {"revision": case.revision, **facts})


def photo(name="阀门.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    out.seek(0)
    out.name = name
    return out


def test_assigning_shows_the_due_date_and_its_article_before_it_counts(place, clerk):
    case = factories.case(place)
    asked = clerk.get(url(case, "assign"), {"organ": place.bureau.pk})
    text = asked.content.decode()
    assert "《代表联络站工作办法（示例）》第十二条第四款" in text
    assert "本级规定" in text
    unseen = send(clerk, case, "assign", organ=place.bureau.pk)
    assert unseen.status_code == 422
    assert "请核对下面的期限" in unseen.content.decode()
    due = asked.context["chosen_clock"].due_on
    done = send(clerk, case, "assign", organ=place.bureau.pk, shown_due=due.isoformat(), text="请三天内上门")
    assert done.status_code == 302
    case.refresh_from_db()
    assert (case.state, case.organ_id, case.due_on) == ("assigned", place.bureau.pk, due)


def test_the_nearest_organs_come_first(place, clerk):
    text = clerk.get(url(factories.case(place), "assign")).content.decode()
    order = [
        text.index(name)
        for name in ("东马寨村村民委员会", "贾家庄镇人民政府", "汾阳市住房和城乡建设局", "吕梁市交通运输局")
    ]
    assert order == sorted(order)


def test_an_organ_that_does_not_answer_for_the_place_cannot_be_chosen(place, clerk):
    elsewhere = factories.organ(
        people.region("141121", "文水县", "county", "1411"), "government", "文水县教育局", "教育局"
    )
    answer = send(clerk, factories.case(place), "assign", organ=elsewhere.pk)
    assert answer.status_code == 422
    assert not Case.objects.filter(state="assigned").exists()


def test_a_matter_goes_up_to_a_congress_office_that_contains_the_station(place, clerk):
    case = factories.case(place)
    assert [code for code, _ in clerk.get(url(case, "pass-on")).context["form"].fields["desk_code"].choices] == [
        factories.TOWN, factories.COUNTY, factories.CITY,
    ]  # fmt: skip
    assert send(clerk, case, "pass-on", desk_code="141121").status_code == 422
    assert send(clerk, case, "pass-on", desk_code=factories.COUNTY).status_code == 302
    office = factories.signed_in(Role.OFFICE, factories.COUNTY)
    assert "现在轮到您" in office.get(f"/cases/{case.pk}/").content.decode()


def test_answering_on_the_spot_says_what_it_ends(place, clerk):
    case = factories.case(place)
    assert "之后只能重新办理" in clerk.get(url(case, "settle-now")).content.decode()
    assert send(clerk, case, "settle-now", answer="好").status_code == 422
    assert send(clerk, case, "settle-now", answer="已经当场打电话问清并答复").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.route) == ("settled", "on_spot")


@pytest.mark.parametrize(("reason", "where"), [("petition", "信访部门"), ("court", "受理机关")])
def test_a_refusal_says_where_the_matter_belongs(place, clerk, reason, where):
    case = factories.case(place)
    assert where in clerk.get(url(case, "refuse")).content.decode()
    assert send(clerk, case, "refuse", reason=reason, explanation="").status_code == 422
    assert send(clerk, case, "refuse", reason=reason, explanation="请到县信访接待室反映").status_code == 302
    case.refresh_from_db()
    assert (case.state, case.refusal) == ("referred", reason)


def test_a_matter_is_put_into_one_alike_or_into_that_of_a_number(place, clerk):
    main, second, third = factories.case(place), factories.case(place), factories.case(place)
    offered = clerk.get(url(second, "merge")).context["form"].fields["main"].choices
    assert main.pk in [pk for pk, _ in offered]
    assert send(clerk, second, "merge").status_code == 422
    assert send(clerk, second, "merge", main=main.pk).status_code == 302
    assert send(clerk, third, "merge", number="14118210001-2023-9999").status_code == 422
    assert send(clerk, third, "merge", number=main.number).status_code == 302
    assert Case.objects.filter(merged_into=main).count() == 2


def test_a_receiving_deputy_is_asked_for_a_suggestion(place, clerk):
    deputy = people.deputy()
    case = factories.case(place, deputies=(deputy.pk,))
    assert send(clerk, case, "raise", deputy=deputy.pk, level=Level.CITY).status_code == 422
    assert send(clerk, case, "raise", level=Level.COUNTY).status_code == 422
    assert send(clerk, case, "raise", deputy=deputy.pk, level=Level.COUNTY).status_code == 302
    case.refresh_from_db()
    assert case.state == "raised"


def test_another_deputy_is_found_by_name(place, clerk):
    deputy = people.deputy(name="任建军")
    case = factories.case(place)
    assert send(clerk, case, "raise", other="没有这人", level=Level.COUNTY).status_code == 422
    assert send(clerk, case, "raise", other=deputy.name, level=Level.COUNTY).status_code == 302


def test_signing_and_answering_with_photos(place, handler):
    case = factories.assigned(place)
    assert send(handler, case, "sign").status_code == 302
    assert send(handler, case, "progress", text="已到现场查看", photos=[photo()]).status_code == 302
    assert send(handler, case, "answer", text="已更换阀门，室温19度", photos=[photo("换后.jpg")]).status_code == 302
    case.refresh_from_db()
    assert case.state == "answered"
    assert [file.name for file in store.of(case)] == ["阀门.jpg", "换后.jpg"]
    page = handler.get(f"/cases/{case.pk}/").context["entries"]
    assert [[file["name"] for file in entry["files"]] for entry in page[:2]] == [["换后.jpg"], ["阀门.jpg"]]


def test_a_disguised_file_stops_the_whole_act(place, handler):
    case = factories.handled(place)
    bad = io.BytesIO(b"MZ not a picture")
    bad.name = "photo.jpg"
    answer = send(handler, case, "answer", text="已更换阀门，室温19度", photos=[bad])
    assert answer.status_code == 422
    assert "photo.jpg" in answer.content.decode()
    assert "已更换阀门" in answer.content.decode()
    case.refresh_from_db()
    assert case.state == "handling"


def test_handing_back_shows_until_when_and_the_article(place, handler):
    case = factories.assigned(place, at=timezone.now())
    page = handler.get(url(case, "hand-back")).content.decode()
    assert "前可以退回" in page
    assert "《代表联络站工作办法（示例）》第十条第二款" in page
    assert send(handler, case, "hand-back", reason="不归").status_code == 422
    answer = send(handler, case, "hand-back", reason="供热归城管局，三定方案第四条")
    assert answer.status_code == 302
    assert HandBack.objects.get().case_id == case.pk
    assert handler.get(answer.url).status_code == 200


def test_handing_back_too_late_is_refused_with_the_article(place, handler):
    case = factories.assigned(place)
    assert "已经过了" in handler.get(url(case, "hand-back")).content.decode()
    answer = send(handler, case, "hand-back", reason="供热归城管局，三定方案第四条")
    assert answer.status_code == 422
    assert "《代表联络站工作办法（示例）》第十条第二款" in answer.content.decode()


def test_telling_names_its_object_and_effect(place, clerk):
    case = factories.answered(place)
    text = clerk.get(url(case, "tell")).content.decode()
    assert "惠民苑小区3号楼暖气不热" in text
    assert "将办结并告知1位反映人，之后只能重新办理" in text
    assert send(clerk, case, "tell").status_code == 422
    assert send(clerk, case, "tell", how="phone").status_code == 302
    case.refresh_from_db()
    assert case.state == "settled"


def test_sending_back_reminding_and_reopening(place, clerk):
    case = factories.answered(place)
    assert send(clerk, case, "send-back", reason="没有写室温多少").status_code == 302
    assert send(clerk, case, "remind", text="请抓紧补充室温").status_code == 302
    settled = factories.settled(place)
    office = factories.signed_in(Role.OFFICE, factories.COUNTY)
    assert send(office, settled, "reopen", reason="反映人来电说又不热了").status_code == 302
    settled.refresh_from_db()
    assert (settled.state, settled.redo_count) == ("handling", 1)


def test_the_office_takes_down_what_came_of_a_suggestion(place, clerk):
    deputy = people.deputy()
    case = factories.case(place, deputies=(deputy.pk,))
    send(clerk, case, "raise", deputy=deputy.pk, level=Level.COUNTY)
    office = factories.signed_in(Role.OFFICE, factories.COUNTY)
    assert send(office, case, "suggestion-result", text="已列入明年改造计划").status_code == 302
    case.refresh_from_db()
    assert case.state == "answered"


def test_a_receiving_deputy_notes_what_they_saw(place):
    case, deputy = factories.receiving(place)
    assert "不直接处理问题" in deputy.get(url(case, "follow-up")).content.decode()
    assert send(deputy, case, "follow-up", text="入户看了六户，只有14度").status_code == 302
    line = Progress.objects.filter(case=case).latest("pk")
    assert (line.verb, line.is_public) == ("follow_up", False)


def test_who_acted_first_is_named_and_what_was_typed_is_kept(place, clerk):
    case = factories.case(place)
    seen = case.revision
    at = timezone.localtime()
    actions.pass_on(case, desk_code=factories.TOWN, actor=place.clerk, at=at)
    office = factories.signed_in(Role.OFFICE, factories.TOWN)
    answer = office.post(url(case, "settle-now"), {"revision": seen, "answer": "已经当场打电话问清"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert f"郝丽芳{at:%H:%M}已转上级人大。请看最新内容后再定，您写的还在。" in text
    assert "已经当场打电话问清</textarea>" in text
    assert f'name="revision" value="{case.revision}"' in text
    again = office.post(url(case, "settle-now"), {"revision": case.revision, "answer": "已经当场打电话问清"})
    assert again.status_code == 302


def test_what_was_typed_can_be_copied_when_the_act_is_no_longer_possible(place, clerk):
    case = factories.case(place)
    seen = case.revision
    actions.assign(case, organ=place.bureau, actor=place.clerk, at=timezone.now())
    answer = clerk.post(url(case, "settle-now"), {"revision": seen, "answer": "已经当场打电话问清"})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert '<p class="quote">已经当场打电话问清</p>' in text
    assert 'settle-now/" novalidate' not in text


def test_what_was_typed_is_shown_when_the_matter_went_elsewhere(place, handler):
    case = factories.handled(place, at=timezone.now())
    seen = case.revision
    actions.hand_back(case, reason="不归我们管这件事", actor=place.handler, at=timezone.now())
    answer = handler.post(url(case, "answer"), {"revision": seen, "text": "已更换阀门，室温19度"})
    assert answer.status_code == 404
    assert "已更换阀门，室温19度" in answer.content.decode()
    nothing = handler.post("/cases/999999/answer/", {"revision": 0, "text": "已更换阀门，室温19度"})
    assert nothing.content == answer.content or nothing.status_code == answer.status_code


def test_a_part_is_answered_to_htmx_and_its_success_leads_on(place, clerk):
    case = factories.case(place)
    part = clerk.get(url(case, "settle-now"), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="act"' in part
    done = clerk.post(
        url(case, "settle-now"),
        {"revision": 0, "answer": "已经当场打电话问清", "next": "todo"},
        headers={"HX-Request": "true"},
    )
    assert done.headers["HX-Redirect"] == f"/cases/todo/?after={case.pk}&done=settle_now.{case.pk}"


def test_an_act_that_is_not_ones_own_says_whose_it_is(place, clerk, handler):
    case = factories.assigned(place)
    answer = clerk.get(url(case, "sign"))
    assert answer.status_code == 403
    assert "等汾阳市住房和城乡建设局签收" in answer.content.decode()
    assert "催办" in answer.content.decode()
    assert handler.get(url(case, "assign")).status_code == 403


def test_an_act_that_does_not_fit_the_state_says_so(place, clerk):
    case = factories.settled(place)
    answer = clerk.get(url(case, "assign"))
    assert answer.status_code == 422
    assert "“已办结”的事项不能交办" in answer.content.decode()


def test_looking_a_citizen_up_needs_a_reason_and_is_on_record(place, clerk):
    case = factories.case(place, visitor={"address": "惠民苑3号楼2单元"})
    page = clerk.get(url(case, "reveal")).content.decode()
    assert "每次查看都记下" in page
    assert "白玉梅" not in page
    assert send(clerk, case, "reveal", reason="看").status_code == 422
    shown = send(clerk, case, "reveal", reason="告知办理结果").content.decode()
    assert all(word in shown for word in ("白玉梅", "13900002716", "惠民苑3号楼2单元", "已连同理由记录在案"))
    entry = Entry.objects.filter(verb="casework.reveal").get()
    assert "告知办理结果" in entry.changes
    assert "白玉梅" not in entry.changes


def test_markup_in_what_is_typed_stays_text(place, clerk):
    case = factories.case(place, words="<script>alert(1)</script>暖气不热")
    text = clerk.get(f"/cases/{case.pk}/").content.decode()
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 40])
def test_a_form_without_a_good_revision_does_nothing(place, clerk, revision):
    case = factories.case(place)
    answer = clerk.post(url(case, "settle-now"), {"revision": revision, "answer": "已经当场打电话问清"})
    assert answer.status_code in {409, 422}
    case.refresh_from_db()
    assert case.state == "registered"
