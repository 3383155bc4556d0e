"""How official documents write numbers, days, receivers and headings (GB/T 9704-2012, 7.2.5 to 7.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

ATTACHED_WORD, COPIES_WORD, PRINTED_WORD = "附件：", "抄送：", "印发"
DIGITS = "〇一二三四五六七八九"
DOCUMENT_NUMBER = re.compile(r"[^\d〔〕\[\]()（）]*〔\d{4}〕[1-9]\d*号")
LONG_DATE = re.compile(r"(\d{4})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
FIRST_LEVEL = re.compile(r"[一二三四五六七八九十百]+、\S")
SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十百]+）\S")
# A heading is a line of its own; a sentence that begins like one is text.
LONGEST_HEADING = 40
# Characters of size 2 that fit into a line of the title.
TITLE_LINE = 20
BREAKS_AFTER = "的、和及与》）"
NEVER_FIRST = "，。、；：？！）》〉”’〕"


def document_number(mark: str, year: int, number: int) -> str:
    """The number of a document: 文人发〔2024〕12号; no 第, nothing padded (7.2.5).

    Raises:
        ValueError: the year is not written with four digits, or the number is not positive.
    """
    if not 1000 <= year <= 9999 or number < 1:
        message = f"no document number: {year}, {number}"
        raise ValueError(message)
    return f"{mark.strip()}〔{year}〕{number}号"


def is_document_number(text: str) -> bool:
    """Whether a text is a document number as 7.2.5 has it."""
    return DOCUMENT_NUMBER.fullmatch(text) is not None


def long_date(day: date | None) -> str:
    """A day as documents write it, nothing padded: 2024年3月5日 (7.3.5.4); empty for none.

    Raises:
        TypeError: a moment was given; which day that is depends on its zone.
    """
    if isinstance(day, datetime):
        message = "a document's day is a date"
        raise TypeError(message)
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def is_long_date(text: str) -> bool:
    """Whether a text is a day that exists, as 7.3.5.4 has it."""
    found = LONG_DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(*(int(part) for part in found.groups()))
    except ValueError:
        return False
    return True


def chinese_number(number: int) -> str:
    """A count from 1 to 99 in Chinese: 十二.

    Raises:
        ValueError: outside that range.
    """
    if not 1 <= number <= 99:
        message = f"not written out here: {number}"
        raise ValueError(message)
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def title(text: str) -> str:
    """A title over as few lines as it needs, near in length and broken between words where that shows (7.3.1)."""
    said = " ".join(text.split())
    lines: list[str] = []
    rest = -(-len(said) // TITLE_LINE)
    while rest > 1:
        middle = -(-len(said) // rest)
        room = range(max(1, middle - 4, len(said) - TITLE_LINE * (rest - 1)), min(TITLE_LINE, middle + 4) + 1)
        at = min((n for n in room if n < len(said)), key=lambda n: (_tears(said, n), abs(n - middle), -n))
        lines.append(said[:at].strip())
        said, rest = said[at:], rest - 1
    return "\n".join([*lines, said.strip()])


def _tears(text: str, at: int) -> int:
    """How much a break before this character hurts: between words, anywhere, within a number."""
    if text[at] in NEVER_FIRST or (text[at - 1 : at + 1].isascii() and text[at - 1 : at + 1].isalnum()):
        return 2
    return 0 if text[at - 1] in BREAKS_AFTER else 1


def receiver(*names: str) -> str:
    """Whom a document is sent to, with its colon (7.3.2)."""
    return "、".join(name.strip().rstrip("：:") for name in names if name.strip()) + "："


def copies(names: Iterable[str]) -> str:
    """Who gets a copy, parted by commas (7.4.2); empty for nobody."""
    return "，".join(name.strip() for name in names if name.strip())


def attachments(names: Iterable[str]) -> tuple[str, ...]:
    """Names of attachments, numbered where there are several, without a mark at the end (7.3.4)."""
    kept = [name.strip().rstrip("。，；;,.") for name in names if name.strip()]
    return tuple(kept) if len(kept) < 2 else tuple(f"{n}. {name}" for n, name in enumerate(kept, start=1))


def percent(part: int, whole: int) -> str:
    """A share with one decimal, rounded half up; a dash where there is no whole."""
    if not whole:
        return "—"
    tenths = (part * 2000 + whole) // (whole * 2)
    return f"{tenths // 10}.{tenths % 10}%"


def ticks(choices: Iterable[str], chosen: str) -> str:
    """The choices of a form, the one chosen marked; none where nothing is chosen yet."""
    return "　".join(f"{'☑' if choice == chosen else '□'}{choice}" for choice in choices)


@dataclass(frozen=True)
class Block:
    """One paragraph and the level of heading it is, at most one of the two."""

    text: str
    is_first: bool = False
    is_second: bool = False


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a text typed in plain, its headings (一、 and （一）) told from its sentences (7.3.3)."""
    found = []
    for line in text.splitlines():
        said = line.strip(" \t　")
        if said:
            is_short = len(said) <= LONGEST_HEADING and said[-1] not in "。！？；：，"
            found.append(
                Block(
                    said,
                    is_first=is_short and FIRST_LEVEL.match(said) is not None,
                    is_second=is_short and SECOND_LEVEL.match(said) is not None,
                )
            )
    return tuple(found)
