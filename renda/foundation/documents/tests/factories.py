"""Invented documents of each layout, and ways to tamper with a .docx."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace

from renda.foundation.documents.word import filling
from renda.foundation.documents.word.layout import parts, tables
from renda.foundation.documents.word.layout.elements import FIRST, SECOND
from renda.foundation.documents.word.layout.paper import Paper
from renda.foundation.documents.word.layout.wording import Block, blocks
from renda.foundation.documents.word.registry import Form, Profile, fact


@dataclass(frozen=True)
class Row:
    """One row of a list."""

    name: str = fact("名称")
    count: int = fact("件数")


@dataclass(frozen=True)
class Notice:
    """Everything a document can hold."""

    head: str = fact("发文机关标志")
    number: str = fact("发文字号")
    title: str = fact("标题")
    receiver: str = fact("主送机关")
    text: tuple[Block, ...] = fact("正文")
    attachments: tuple[str, ...] = fact("附件")
    rows: tuple[Row, ...] = fact("清单")
    day: str = fact("成文日期")
    copies: str = fact("抄送机关")
    is_urgent: bool = fact("是否紧急")


SAMPLE = Notice(
    head="清源县水利局",
    number="清水发〔2024〕12号",
    title="关于开展农村饮水安全检查的通知",
    receiver="各乡镇人民政府：",
    text=blocks("一、检查范围\n全县农村集中供水工程。\n（一）重点\n老旧管网。"),
    attachments=("1. 工程名单", "2. 检查表"),
    rows=(Row("桥头村", 3), Row("柳林村", 0)),
    day="2024年3月5日",
    copies="县政府办公室",
    is_urgent=False,
)


def document() -> Paper:
    """A document with a red head and an attachment."""
    paper = Paper("通知")
    parts.head(paper, "{{ head }}文件", "{{ number }}")
    parts.title(paper, "{{ title }}")
    parts.receiver(paper, "{{ receiver }}")
    paper.body("现将有关事项通知如下：")
    paper.blocks("text")
    paper.line(FIRST, "二、检查时间")
    paper.line(SECOND, "（一）安排")
    paper.body("三月底前完成。", is_last=True)
    parts.attached(paper, "attachments")
    parts.signature(paper, "{{ head }}", "{{ day }}")
    parts.note(paper, "联系人：周明")
    parts.attachment(paper, "附件1", "工程名单")
    columns = (
        tables.Column("序号", 20, "{{ loop.index }}", is_number=True),
        tables.Column("名称", 100, "{{ row.name }}"),
        tables.Column("件数", 36, "{{ row.count }}", is_number=True),
    )
    tables.listing(paper, columns, rows="rows")
    parts.imprint(paper, "copies", "{{ head }}办公室", "{{ day }}")
    return paper


def upward() -> Paper:
    """An upward paper with secrecy and urgency."""
    paper = Paper("请示")
    parts.head(paper, "{{ head }}文件", "{{ number }}", signer="陈立", marks=("秘密★1年", "特急"))
    parts.title(paper, "{{ title }}")
    parts.receiver(paper, "{{ receiver }}")
    paper.blocks("text")
    parts.signature(paper, "{{ head }}", "{{ day }}")
    parts.imprint(paper, "copies", "{{ head }}办公室", "{{ day }}")
    return paper


def letter() -> Paper:
    """A letter."""
    paper = Paper("函")
    parts.letter_head(paper, "{{ head }}", "{{ number }}", "A类")
    parts.title(paper, "{{ title }}")
    parts.receiver(paper, "{{ receiver }}")
    paper.blocks("text")
    parts.signature(paper, "{{ head }}", "{{ day }}")
    parts.letter_imprint(paper, "copies")
    return paper


def table() -> Paper:
    """A form to fill in."""
    paper = Paper("表")
    parts.form_title(paper, "{{ head }}", "检查表")
    tables.form(paper, (30, 48, 30, 48), (("编号", "{{ number }}", "日期", "{{ day }}"), ("名称", "{{ title }}")))
    paper.control("if is_urgent")
    paper.body("急件。")
    paper.control("endif")
    return paper


def form(build: Callable[[], Paper] = document, profile: Profile = Profile.DOCUMENT) -> Form:
    """A form out of one of the builders."""
    return Form(f"tests.{build.__name__}", "检查通知", profile, Notice, SAMPLE, build)


DOCUMENT, UPWARD = form(), form(upward)
LETTER, TABLE = form(letter, Profile.LETTER), form(table, Profile.FORM)
FORMS = (DOCUMENT, UPWARD, LETTER, TABLE)


def filled(of: Form = DOCUMENT, **facts: object) -> bytes:
    """The default template filled with the example, some facts changed."""
    return filling.fill(of, of.build().to_bytes(), replace(SAMPLE, **facts))


def tampered(data: bytes, part: str, old: str, new: str) -> bytes:
    """The same .docx with every occurrence of a text in one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        assert part in source.namelist()
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content, f"{old} is not in {part}"
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """The same .docx with one part more."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content)
    return out.getvalue()
