"""What makes a deputy's name and telephone believable."""

from __future__ import annotations

import re

from renda.foundation.errors import RuleBroken

LONGEST_NAME = 40
_PHONE = re.compile(r"(?:\+?86)?(1[3-9]\d{9}|0\d{2,3}\d{7,8})")
_SEPARATORS = re.compile(r"[\s\-()（）－—]+")
_NAME = re.compile(r"[\w·•.\- ]+")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９＋", "0123456789+")


def clean_name(text: str) -> str:
    """A person's name without stray spaces; 王 芳 is 王芳, Latin names keep theirs.

    Raises:
        RuleBroken: empty, too long, or not a name.
    """
    name = " ".join(text.split())
    if re.search(r"[\u3400-\u9fff]", name):
        name = name.replace(" ", "")
    if not name:
        raise RuleBroken("no-name", "请填写姓名")
    if len(name) > LONGEST_NAME or not _NAME.fullmatch(name) or any(char.isdigit() for char in name):
        raise RuleBroken("bad-name", "“%(name)s”不像姓名，请核对", name=name[:LONGEST_NAME])
    return name


def clean_phone(text: str) -> str:
    """A telephone number as digits only; empty stays empty.

    Raises:
        RuleBroken: neither a mobile nor a fixed number of the mainland.
    """
    digits = _SEPARATORS.sub("", text.translate(_WIDE_DIGITS))
    if not digits:
        return ""
    found = _PHONE.fullmatch(digits)
    if found is None:
        raise RuleBroken("bad-phone", "手机号应为11位数字，固定电话应带区号")
    return found[1]
