"""How many queries a page makes, asked through Django's own client."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from renda.capabilities.casework.models import Case
from renda.foundation.accounts.models import User


def some_case() -> int:
    """A settled matter with a full timeline."""
    return int(Case.objects.filter(state="settled").order_by("-pk").values_list("pk", flat=True)[0])


def count(username: str, path: str) -> int:
    """Queries of one warm request."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    client = Client()
    client.force_login(User.objects.get(username=username))
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path}: {answer.status_code}")
    return len(seen)
