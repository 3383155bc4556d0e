"""A template says places, loops and conditions of its form, and nothing else."""

import io

import pytest
from docx import Document

from renda.foundation.documents.tests import factories
from renda.foundation.documents.word import filling, registry
from renda.foundation.documents.word.language import TemplateLanguage
from renda.foundation.errors import RuleBroken

LANGUAGE = TemplateLanguage(registry.fields_of(factories.Notice))
FACTS = {
    "title": "通知",
    "is_urgent": False,
    "attachments": ["甲", "乙"],
    "rows": [{"name": "桥头村", "count": 3}],
    "text": [{"text": "一", "is_first": True, "is_second": False}],
}


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("《{{ title }}》", "《通知》"),
        ("{% for each in attachments %}{{ loop.index }}{{ each }}{% endfor %}", "1甲2乙"),
        ("{% for row in rows %}{{ row.name }}{{ row.count }}{% if loop.last %}。{% endif %}{% endfor %}", "桥头村3。"),
        ("{% if is_urgent %}急{% elif title and not is_urgent %}缓{% else %}无{% endif %}", "缓"),
        ("{% if is_urgent or title %}有{% endif %}", "有"),
        ("{% for b in text %}{% if b.is_first %}{{ b.text }}{% endif %}{% endfor %}", "一"),
        ("{% for a in rows %}{% endfor %}{% for b in attachments %}{{ b }}{% endfor %}", "甲乙"),
    ],
)
def test_what_may_be_said(source: str, said: str) -> None:
    assert LANGUAGE.from_string(source).render(FACTS) == said


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("{{ titel }}", "template-unknown"),
        ("{{ title.upper }}", "template-unknown"),
        ("{{ rows.name }}", "template-unknown"),
        ("{% for row in rows %}{{ row.phone }}{% endfor %}", "template-unknown"),
        ("{% for row in rows %}{% endfor %}{{ row.name }}", "template-unknown"),
        ("{{ loop.index }}", "template-unknown"),
        ("{% if unknown %}{% endif %}", "template-unknown"),
        ("{% if title %}{% elif unknown %}{% endif %}", "template-unknown"),
        ("{% if title %}{% else %}{{ unknown }}{% endif %}", "template-unknown"),
        ("{% for x in unknown %}{% endfor %}", "template-unknown"),
        ("{{ ''.__class__ }}", "template-too-much"),
        ("{{ title.__class__ }}", "template-unknown"),
        ("{{ title() }}", "template-too-much"),
        ("{{ title['x'] }}", "template-too-much"),
        ("{{ title|safe }}", "template-too-much"),
        ("{{ 1 + 1 }}", "template-too-much"),
        ("{{ 'x' * 99999999 }}", "template-too-much"),
        ("{{ range }}", "template-unknown"),
        ("{% for x in range(9) %}{% endfor %}", "template-too-much"),
        ("{% if title == 'x' %}{% endif %}", "template-too-much"),
        ("{% if title is defined %}{% endif %}", "template-too-much"),
        ("{% set x = title %}", "template-too-much"),
        ("{% include 'x' %}", "template-too-much"),
        ("{% import 'x' as y %}", "template-too-much"),
        ("{% extends 'x' %}", "template-too-much"),
        ("{% macro x() %}{% endmacro %}", "template-too-much"),
        ("{% block x %}{% endblock %}", "template-too-much"),
        ("{% for x, y in rows %}{% endfor %}", "template-too-much"),
        ("{% for x in rows if x.name %}{% endfor %}", "template-too-much"),
        ("{% for x in rows %}{% else %}无{% endfor %}", "template-too-much"),
        ("{% for x in title %}{% endfor %}", "template-not-a-list"),
        ("{% for x in rows %}{% for y in rows %}{% endfor %}{% endfor %}", "template-nested"),
        ("{% for x in rows %}{% for y in attachments %}{% endfor %}{% endfor %}", "template-nested"),
        ("{{ rows }}", "template-list"),
        ("{% for x in rows %}{{ x }}{% endfor %}", "template-list"),
        ("{% if title %}" * 10 + "{% endif %}" * 10, "template-too-much"),
        ("{{ title", "template-syntax"),
        ("{% for row in rows %}", "template-syntax"),
        ("{% unknown %}", "template-syntax"),
    ],
)
def test_what_is_refused_before_anything_runs(source: str, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        LANGUAGE.from_string(source)
    assert refused.value.code == code


def test_an_unknown_place_is_named_with_the_known_ones() -> None:
    with pytest.raises(RuleBroken, match=r"“row\.phone”不认识。这里可以用的有：row\.count、row\.name"):
        LANGUAGE.from_string("{% for row in rows %}{{ row.phone }}{% endfor %}")
    with pytest.raises(RuleBroken, match="attachments、copies、day"):
        LANGUAGE.from_string("{{ phone }}")


def _texts(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


@pytest.mark.parametrize(
    "typed",
    ["甲<b>乙</b>&amp;丙 & 丁", "{{ title }}", "{% for x in y %}", "]]></w:t>", "“引号”和'撇号'", "{_{ }_}"],
)
def test_what_people_typed_is_text_and_never_template_or_markup(typed: str) -> None:
    said = _texts(factories.filled(title=typed))
    assert typed.replace("{_{", "{{").replace("}_}", "}}") in said


def test_characters_no_document_holds_are_left_out_and_lines_are_kept() -> None:
    data = factories.filled(title="井\x0b盖\x00坏\x07了\x0c\ud800\r\n第二行")
    assert "井盖坏了\n第二行" in _texts(data)


def test_loops_and_conditions_fill_a_document() -> None:
    data = factories.filled()
    document = Document(io.BytesIO(data))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["序号", "名称", "件数"], ["1", "桥头村", "3"], ["2", "柳林村", "0"]]
    assert "附件：1. 工程名单\n2. 检查表" in _texts(data)
    assert "急件" in _texts(factories.filled(factories.TABLE, is_urgent=True))
    assert "急件" not in _texts(factories.filled(factories.TABLE))
    assert "抄送" not in "".join(
        row.cells[0].text for row in Document(io.BytesIO(factories.filled(copies=""))).tables[-1].rows
    )


def test_a_place_that_word_has_split_over_runs_is_filled() -> None:
    """Word's spelling and revision marks cut a place into runs; offices cannot see that."""
    split = '{{ <w:proofErr w:type="spellStart"/></w:t></w:r><w:r><w:rPr><w:lang w:val="en-US"/></w:rPr><w:t>title</w:t></w:r><w:r><w:t xml:space="preserve"> }}'
    split = split.replace('<w:proofErr w:type="spellStart"/>', "")
    template = factories.tampered(factories.document().to_bytes(), "word/document.xml", "{{ title }}", split)
    assert factories.SAMPLE.title in _texts(filling.fill(factories.DOCUMENT, template, factories.SAMPLE))
