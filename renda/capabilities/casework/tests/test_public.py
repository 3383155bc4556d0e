"""The citizen's report: no account, a receipt once, bad files named, nothing written lost, files for the right eyes."""

import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from PIL import Image

from renda.capabilities.casework import actions
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.tests import factories
from renda.capabilities.casework.views import receipts
from renda.capabilities.deputies.tests import factories as people
from renda.capabilities.stations.actions import stations as station_actions
from renda.foundation.accounts.actor import SYSTEM
from renda.foundation.accounts.terms import Role
from renda.foundation.facts import checking
from renda.foundation.files import store
from renda.foundation.files.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> factories.Town:
    return factories.town()


def address(place: factories.Town) -> str:
    return f"/s/{place.station.public_code}/report/"


def written(**changes: Any) -> dict[str, Any]:
    return {
        "submission_key": str(uuid.uuid4()),
        "words": factories.WORDS,
        "location": "离石区滨河街道惠民苑小区",
        "website": "",
        **changes,
    }


def photo(*, name: str = "IMG_1.jpg", place_taken: bool = True) -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=exif if place_taken else None)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def receipt_of(client: Client, place: factories.Town) -> str:
    return client.get(f"{address(place)}receipt/").context["receipt"]["code"]


def tracked(client: Client, code: str) -> Any:
    return client.post("/track/", {"receipt": code})


def test_the_page_names_the_station_and_asks_for_no_account(place: factories.Town, client: Client) -> None:
    page = client.get(address(place)).content.decode()
    assert "贾家庄镇人大代表联络站" in page
    assert "仅经办人员可见" in page
    assert "个人信息保护法" in page
    assert "12388" in page


def test_the_address_may_be_typed_in_small_letters(place: factories.Town, client: Client) -> None:
    assert client.get(address(place).lower()).status_code == 200


def test_an_unknown_station_is_not_found(client: Client) -> None:
    assert client.get("/s/NOWHERE2/report/").status_code == 404


def test_a_report_becomes_a_matter_with_a_receipt_shown_from_the_session(place: factories.Town, client: Client) -> None:
    answer = client.post(address(place), written())
    assert answer.status_code == 302
    case = Case.objects.get()
    assert (case.way, case.is_anonymous, case.registered_by) == ("qr", True, None)
    code = receipt_of(client, place)
    page = client.get(answer["Location"]).content.decode()
    assert "-".join((code[:4], code[4:8], code[8:])) in page
    assert code not in str(dict(client.session))
    assert checking.differences() == []


def test_the_receipt_is_gone_once_it_was_noted(place: factories.Town, client: Client) -> None:
    client.post(address(place), written())
    client.post(f"{address(place)}receipt/noted/")
    assert "回执已经不在这里了" in client.get(f"{address(place)}receipt/").content.decode()


def test_the_receipt_is_nobody_elses(place: factories.Town, client: Client) -> None:
    client.post(address(place), written())
    assert "回执已经不在这里了" in Client().get(f"{address(place)}receipt/").content.decode()


def test_sending_twice_is_one_matter_and_keeps_the_receipt(place: factories.Town, client: Client) -> None:
    data = written()
    client.post(address(place), data)
    code = receipt_of(client, place)
    client.post(address(place), data)
    assert Case.objects.count() == 1
    assert receipt_of(client, place) == code


def test_someone_signed_in_reports_as_a_citizen(place: factories.Town) -> None:
    clerk = people.client_for(people.user(Role.CLERK, place.station.code))
    assert clerk.post(address(place), written()).status_code == 302
    assert Case.objects.get().registered_by is None


def test_a_telephone_is_kept_only_with_consent(place: factories.Town, client: Client) -> None:
    answer = client.post(address(place), written(phone="13900002716"))
    assert answer.status_code == 422
    assert "留电话要勾选同意" in answer.content.decode()
    client.post(address(place), written(phone="13900002716", consents="on", wants_secrecy="on"))
    case = Case.objects.get()
    assert case.wants_secrecy
    assert bytes(case.sealed_phone)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words": ""}, "这一栏还没有填"),
        ({"words": "冷"}, "至少4个字"),
        ({"words": "冷" * 1001}, "1000"),
        ({"words": "暖气不热\x00很久了"}, "空字符"),
        ({"location": ""}, "这一栏还没有填"),
        ({"phone": "1390000271", "consents": "on"}, "手机号现在是10位，应为11位"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    place: factories.Town, client: Client, change: dict[str, str], said: str
) -> None:
    data = written(**change)
    answer = client.post(address(place), data)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert (data["location"] or factories.WORDS) in text
    assert Case.objects.count() == 0


def test_markup_stays_text(place: factories.Town, client: Client) -> None:
    client.post(address(place), written(words="<img src=x onerror=alert(1)>不热了"))
    tracked(client, receipt_of(client, place))
    page = client.get("/track/progress/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_report_that_arrives_twice_at_once_is_found_by_its_key(
    place: factories.Town, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, calls = actions.report, []

    def too_late(*args: Any, **facts: Any) -> Any:
        calls.append(facts)
        if len(calls) == 1:
            raise IntegrityError
        return report(*args, **facts)

    monkeypatch.setattr(actions, "report", too_late)
    assert client.post(address(place), written()).status_code == 302
    assert Case.objects.count() == 1


def test_a_receipt_is_kept_for_an_hour(place: factories.Town, client: Client) -> None:
    client.post(address(place), written())
    session = client.session
    kept = session[receipts.AT_HOME]
    session[receipts.AT_HOME] = kept | {"at": (timezone.now() - timedelta(hours=2)).isoformat()}
    session.save()
    assert "回执已经不在这里了" in client.get(f"{address(place)}receipt/").content.decode()


def test_where_no_station_is_open_the_page_says_so(place: factories.Town, client: Client) -> None:
    station_actions.close(place.station, reason="合并", actor=people.office(factories.COUNTY), at=factories.AT)
    assert "附近也没有开着的站" in client.get(address(place)).content.decode()


def test_photographs_lose_where_they_were_taken(place: factories.Town, client: Client) -> None:
    client.post(address(place), written(photos=[photo(), photo(name="二.jpg")]))
    kept = Attachment.objects.first()
    assert Attachment.objects.count() == 2
    assert b"SecretCamera" not in store.location(kept).read_bytes()
    assert kept.added_by is None


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("cat.jpg", b"MZ\x90\x00 this program", "image/jpeg"), "“cat.jpg”不是照片"),
        (SimpleUploadedFile("page.jpg", b"<html><script>", "image/jpeg"), "“page.jpg”不是照片"),
        (SimpleUploadedFile("a.pdf", b"%PDF-1.4 x %%EOF", "application/pdf"), "“a.pdf”不是照片"),
        (SimpleUploadedFile("cut.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"0" * 50, "image/jpeg"), "“cut.jpg”打不开"),
        (SimpleUploadedFile("big.jpg", b"0" * (store.MAX_BYTES + 1), "image/jpeg"), "超过10MB"),
        (SimpleUploadedFile("nothing.jpg", b"", "image/jpeg"), "“nothing.jpg”是空的"),
    ],
)
def test_a_bad_file_is_named_and_the_text_is_kept(
    place: factories.Town, client: Client, file: SimpleUploadedFile, said: str
) -> None:
    file.seek(0)
    answer = client.post(address(place), written(photos=[file]))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert factories.WORDS in text
    assert (Case.objects.count(), Attachment.objects.count()) == (0, 0)


def test_beside_a_bad_file_the_good_ones_must_be_chosen_again(place: factories.Town, client: Client) -> None:
    bad = SimpleUploadedFile("cat.jpg", b"MZ this program", "image/jpeg")
    answer = client.post(address(place), written(photos=[photo(), bad])).content.decode()
    assert "“cat.jpg”不是照片" in answer
    assert "请把照片重新选一遍" in answer


def test_seven_photographs_are_one_too_many(place: factories.Town, client: Client) -> None:
    answer = client.post(address(place), written(photos=[photo(name=f"{n}.jpg") for n in range(7)]))
    assert "最多6张照片" in answer.content.decode()
    assert Case.objects.count() == 0


def test_a_program_that_fills_every_field_is_not_taken_in(place: factories.Town, client: Client) -> None:
    answer = client.post(address(place), written(website="http://example.org"))
    assert answer.status_code == 422
    assert factories.WORDS in answer.content.decode()
    assert Case.objects.count() == 0


def test_a_flood_from_one_address_is_slowed_down_and_loses_no_text(place: factories.Town, client: Client) -> None:
    for _ in range(20):
        assert client.post(address(place), written()).status_code == 302
    answer = client.post(address(place), written())
    assert answer.status_code == 429
    assert factories.WORDS in answer.content.decode()
    assert Case.objects.count() == 20


def test_a_closed_station_names_the_nearest_open_one_and_gives_the_words_back(
    place: factories.Town, client: Client
) -> None:
    county = people.region("141182", "汾阳市", "county", "1411")
    far = people.region("141182200", "栗家庄乡", "township", "141182")
    station_actions.open_station(far, name="栗家庄乡联络站", actor=SYSTEM, at=factories.AT)
    near = station_actions.open_station(place.station.region, name="贾家庄镇第二联络站", actor=SYSTEM, at=factories.AT)
    office = people.office(county.code)
    station_actions.close(place.station, reason="合并", actor=office, at=factories.AT)
    page = client.get(address(place)).content.decode()
    assert "贾家庄镇第二联络站" in page
    assert near.public_code in page
    assert "栗家庄乡联络站" not in page
    answer = client.post(address(place), written())
    assert factories.WORDS in answer.content.decode()
    assert Case.objects.count() == 0


def photographed(place: factories.Town, client: Client) -> Attachment:
    client.post(address(place), written(photos=[photo()]))
    return Attachment.objects.get()


def path_of(attachment: Attachment) -> str:
    return f"/files/{attachment.pk}/{attachment.name}"


def test_the_citizen_opens_their_own_photographs_and_nobody_elses(place: factories.Town, client: Client) -> None:
    attachment = photographed(place, client)
    assert client.get(path_of(attachment)).status_code == 404
    tracked(client, receipt_of(client, place))
    answer = client.get(path_of(attachment))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content)
    other = Client()
    tracked(other, factories.taken(place, words="另一件事，路灯不亮").receipt)
    assert other.get(path_of(attachment)).status_code == 404


def test_staff_open_files_of_matters_they_may_see(place: factories.Town, client: Client) -> None:
    attachment = photographed(place, client)
    clerk = people.client_for(people.user(Role.CLERK, place.station.code))
    answer = clerk.get(path_of(attachment))
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    stranger = people.client_for(people.user(Role.CLERK, "14112110001"))
    assert stranger.get(path_of(attachment)).status_code == 404


def test_papers_are_downloaded_and_not_shown(place: factories.Town) -> None:
    at = timezone.now()
    case = factories.case(place, at=at)
    paper = store.Checked(b"%PDF-1.4 %%EOF", "application/pdf", "答复.pdf")
    attachment = actions.add_photo(case, paper, actor=place.clerk, at=at)
    clerk = people.client_for(people.user(Role.CLERK, place.station.code))
    answer = clerk.get(path_of(attachment))
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content)


def test_a_file_that_is_not_there_is_not_found(place: factories.Town, client: Client) -> None:
    attachment = photographed(place, client)
    store.location(attachment).unlink()
    clerk = people.client_for(people.user(Role.CLERK, place.station.code))
    assert clerk.get(path_of(attachment)).status_code == 404
    assert clerk.get("/files/999999/x.jpg").status_code == 404
