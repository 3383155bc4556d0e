"""The page of settings names every variable that is read, and none that is not."""

import re

from django.conf import settings

ROOT = settings.BASE_DIR
VARIABLE = r"(?:RENDA_[A-Z_]+|DATABASE_URL)"


def test_every_variable_stands_on_the_page_of_settings() -> None:
    code = (ROOT / "renda/project/environment.py").read_text(encoding="utf-8")
    page = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    read = set(re.findall(rf'"({VARIABLE})"', code))
    assert len(read) > 10
    assert set(re.findall(rf"^\| `({VARIABLE})` \|", page, re.MULTILINE)) == read
