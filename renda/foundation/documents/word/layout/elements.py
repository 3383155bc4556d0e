"""The elements of an official document, each a named style with its clause of GB/T 9704-2012."""

from __future__ import annotations

from dataclasses import dataclass

from renda.foundation.documents.word.layout.fonts import FANG_SONG, HEI, KAI, SONG, TITLE_SONG, Face
from renda.foundation.documents.word.layout.measures import LINE_POINTS


@dataclass(frozen=True)
class Element:
    """How one element is set; sizes in points, indents in hundredths of a character, ``line`` 0 is single."""

    name: str
    clause: str
    face: Face = FANG_SONG
    size: int = 16
    align: str = "both"
    line: int = LINE_POINTS
    before: int = 0
    after: int = 0
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    is_red: bool = False
    is_kept: bool = False


MARK = Element("公文标识", "7.2.2", HEI, align="left")
HEAD = Element("发文机关标志", "7.2.4", TITLE_SONG, 26, "center", 34, before=95, is_red=True)
NUMBER = Element("发文字号", "7.2.5", align="center", before=56)
UPWARD_NUMBER = Element("上行文发文字号", "7.2.6", align="left", before=56)
TITLE = Element("公文标题", "7.3.1", TITLE_SONG, 22, "center", 32, before=56, is_kept=True)
RECEIVER = Element("主送机关", "7.3.2", align="left", before=28)
BODY = Element("公文正文", "7.3.3", first=200)
FIRST = Element("一级标题", "7.3.3", HEI, first=200, is_kept=True)
SECOND = Element("二级标题", "7.3.3", KAI, first=200, is_kept=True)
ATTACHED = Element("附件说明", "7.3.4", before=28, left=500, hanging=300, is_kept=True)
MORE_ATTACHED = Element("附件说明续", "7.3.4", left=500, is_kept=True)
# The date stands four characters from the right and is some six and a half wide; the name is centred above it.
SIGNED = Element("发文机关署名", "7.3.5", align="center", before=56, left=1350, is_kept=True)
DATED = Element("成文日期", "7.3.5.4", align="right", right=400, is_kept=True)
NOTE = Element("附注", "7.3.6", first=200, is_kept=True)
ATTACHMENT = Element("附件标记", "7.3.7", HEI, align="left", is_kept=True)
COPIES = Element("抄送机关", "7.4.2", size=14, line=20, left=400, hanging=300, right=100)
PRINTED = Element("印发机关和印发日期", "7.4.3", size=14, line=20, left=100, right=100)
ODD_NUMBER = Element("单页页码", "7.5", SONG, 14, "right", 14, right=100)
EVEN_NUMBER = Element("双页页码", "7.5", SONG, 14, "left", 14, left=100)
LETTER_CLASS = Element("办理结果类别", "10.1", HEI, align="right", line=28)
LETTER_HEAD = Element("信函发文机关标志", "10.1", TITLE_SONG, 26, "center", 30, is_red=True)
LETTER_NUMBER = Element("信函发文字号", "10.1", align="right")
LETTER_FOOT = Element("信函双线", "10.1", size=14, line=1)
TABLE_HEAD = Element("表头", "8", HEI, 12, "center", 18)
TABLE_TEXT = Element("表格文字", "8", size=12, align="left", line=18)
TABLE_NUMBER = Element("表格数字", "8", size=12, align="center", line=18)
TABLE_TITLE = Element("表格标题", "7.3.1", HEI, align="center", before=14, is_kept=True)
FORM_LABEL = Element("填写项", "8", HEI, 14, "center", 22)
FORM_TEXT = Element("填写内容", "8", size=14, align="left", line=22)

ELEMENTS = (
    MARK, HEAD, NUMBER, UPWARD_NUMBER, TITLE, RECEIVER, BODY, FIRST, SECOND, ATTACHED, MORE_ATTACHED, SIGNED, DATED,
    NOTE, ATTACHMENT, COPIES, PRINTED, ODD_NUMBER, EVEN_NUMBER, LETTER_CLASS, LETTER_HEAD, LETTER_NUMBER, LETTER_FOOT,
    TABLE_HEAD, TABLE_TEXT, TABLE_NUMBER, TABLE_TITLE, FORM_LABEL, FORM_TEXT,
)  # fmt: skip
BY_NAME = {element.name: element for element in ELEMENTS}
