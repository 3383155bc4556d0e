"""What the tests of the organs' pages do again and again: send an act, fill in a reply, hand in a photo."""

import io

from PIL import Image

from renda.capabilities.suggestions import actions
from renda.capabilities.suggestions.terms import Outcome
from renda.capabilities.suggestions.tests import factories as made


def address(part, act):
    return f"/suggestions/parts/{part.pk}/{act}/"


def send(client, part, act, **facts):
    part.refresh_from_db()
    return client.post(address(part, act), {"revision": part.revision, **facts})


def text_of(response):
    return response.content.decode()


def photo(name="现场.jpg"):
    out = io.BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG")
    out.seek(0)
    out.name = name
    return out


def status_of(client, url):
    """What a file's address answers; the file is closed again."""
    response = client.get(url)
    for close in response._resource_closers:
        close()
    return response.status_code


def reply_facts(**facts):
    return {
        "text": "一、关于路灯\n已更换损坏灯具32盏，新增路灯8盏。",
        "outcome": Outcome.A,
        "contact_name": "任晓东",
        "contact_phone": "0358-7000001",
        "document_number": "汾住建函〔2024〕3号",
        **facts,
    }


def talked(place, suggestion, now):
    part = made.part_of(suggestion, place.bureau)
    actions.log_contact(part, on=now.date(), way="phone", text="听取代表意见", actor=place.handler, at=now)
    return made.part_of(suggestion, place.bureau)
