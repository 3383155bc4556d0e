"""Looking at pages as an office does."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from renda.capabilities.deputies.tests import factories

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def at(name: str, *args: object) -> str:
    return reverse(f"deputies:{name}", args=args)


def office(place_code: str = "141182"):
    return factories.client_for(factories.office_user(place_code))


def sheet(response) -> list[tuple]:
    assert response.headers["Content-Type"] == XLSX
    return list(load_workbook(io.BytesIO(response.content)).active.values)


def upload(data: bytes, name: str = "名册.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, XLSX)
