"""The five papers of suggestions: laid out by the standard, printed by LibreOffice, saying what they were told."""

import dataclasses
import io
import zipfile

import pytest

from renda.capabilities.suggestions.documents import facts, forms
from renda.capabilities.suggestions.documents.texts import samples
from renda.foundation.documents.tests import printing
from renda.foundation.documents.tests.printing import Page
from renda.foundation.documents.word import filling, intake, registry
from renda.foundation.documents.word.checker import checking
from renda.foundation.documents.word.layout.wording import blocks


def _filled(form: registry.Form, **changed: object) -> bytes:
    return filling.fill(form, form.build().to_bytes(), dataclasses.replace(form.sample, **changed))


BARE = {
    forms.PAPER: {"cosigners": "", "wished_organ": "", "analysis": ()},
    forms.HAND_OVER: {"requirements": (), "copies": "", "rows": ()},
    forms.REPLY: {"result_class": "", "attachments": (), "copies": ""},
    forms.CONSULTATION: {"joint_organs": "", "reply_number": "", "replied_on": "", "attitude": "", "contacts": ""},
    forms.REPORT: {"key_items": (), "problems": (), "plans": (), "subjects": (), "copies": ""},
}


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.name)
def test_every_paper_keeps_to_the_standard(form: registry.Form) -> None:
    assert checking.check(_filled(form), form.profile) == []
    assert checking.check(_filled(form, **BARE[form]), form.profile) == []


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.name)
def test_every_fact_has_a_label_and_appears(form: registry.Form) -> None:
    """A fact that the default leaves out is one that nobody will see."""
    template = "".join(_sources(form))
    for field in form.fields:
        assert field.label, field.name
        assert field.name in template, field.name
        for part in field.parts:
            assert part.name in template, f"{field.name}.{part.name}"


def _sources(form: registry.Form) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(form.build().to_bytes())) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if name.startswith("word/")]


@pytest.mark.parametrize("form", forms.FORMS, ids=lambda form: form.name)
def test_a_default_may_be_handed_in_again(form: registry.Form) -> None:
    data = form.build().to_bytes()
    assert intake.judge(form, io.BytesIO(data), "x.docx", len(data)).findings == ()


def test_they_are_registered_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_forms", {})
    forms.register()
    forms.register()
    assert registry.forms() == sorted(forms.FORMS, key=lambda form: form.name)


# ---- printed


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    rows = tuple(
        facts.HandOverRow(str(n), "关于改善乡村道路照明的建议", "赵海生", "县交通运输局", "", "2024年6月20日")
        for n in range(1, 178)
    )
    documents = {form.name: _filled(form) for form in forms.FORMS}
    documents["many"] = _filled(forms.HAND_OVER, rows=rows, count="177")
    documents["long"] = _filled(forms.PAPER, situation=("村道照明不足，" * 30,) * 4, advice=("请逐年安排。" * 30,) * 4)
    documents["answer"] = _filled(forms.REPLY, answer=blocks("\n".join(["管网改造按计划进行。" * 14] * 9)))
    printed = printing.printed(tmp_path_factory.mktemp("papers"), *documents.values())
    return dict(zip(documents, printed, strict=True))


def _all(pages: list[Page]) -> str:
    return "".join(page.text for page in pages)


def test_a_suggestion_is_printed_with_everything_it_says(prints: dict[str, list[Page]]) -> None:
    (page,) = prints["suggestions.paper"]
    sample = samples.PAPER
    for text in (sample.congress, sample.session, sample.number, sample.title, sample.lead, sample.delegation):
        assert text in page.text
    for text in (*sample.situation, *sample.analysis, *sample.advice, sample.cosigners, sample.day, "同意公开"):
        assert text in page.text
    assert len(prints["long"]) > 1


def test_a_hand_over_lists_each_suggestion(prints: dict[str, list[Page]]) -> None:
    pages = prints["suggestions.hand_over"]
    assert len(pages) == 3
    for row in samples.HAND_OVER.rows:
        for text in (row.title, row.lead, row.due_on):
            assert text in pages[-1].text
    assert pages[-1].lines[0].text == "附件"
    many = prints["many"]
    assert _all(many).count("关于改善乡村道路照明的建议") == 177
    # The head of the table is repeated on each of its pages.
    assert all("领衔代表" in page.text for page in many[2:])
    assert "印发" in many[-1].text


def test_a_reply_has_its_class_at_the_top_right_and_everyone_who_gets_it(prints: dict[str, list[Page]]) -> None:
    first, *_, last = prints["suggestions.reply"]
    assert first.lines[0].text == "B类"
    assert first.lines[0].x > 400
    assert first.lines[1].text == samples.REPLY.agency
    assert "王建国代表：" in first.text
    assert "收悉，感谢您的建议。" in first.text
    said = first.text + last.text
    assert samples.REPLY.day in said
    assert "（联系人：周明，联系电话：0358-0000000）" in said
    assert "抄送：县人大常委会办公室，县政府办公室。" in last.text


def test_a_signature_never_stands_on_a_page_without_text(prints: dict[str, list[Page]]) -> None:
    for name in ("suggestions.reply", "answer", "suggestions.hand_over", "suggestions.yearly_report"):
        for page in prints[name]:
            texts = [line.text for line in page.lines]
            if any(text in {samples.REPLY.day, samples.HAND_OVER.day, samples.REPORT.day} for text in texts):
                assert "。" in texts[0] or len(texts) > 6, (name, texts)


def test_a_consultation_form_is_one_page_with_attitude_and_result_apart(prints: dict[str, list[Page]]) -> None:
    (page,) = prints["suggestions.consultation"]
    for text in (
        "对办理态度☑满意□基本满意□不满意",
        "对办理结果□满意□基本满意□不满意",
        "负责人（签名）",
        "代表（签名）",
    ):
        assert text in page.text


def test_a_yearly_report_states_its_denominators(prints: dict[str, list[Page]]) -> None:
    pages = prints["suggestions.yearly_report"]
    said = _all(pages)
    assert "签发人：陈立" in pages[0].text
    for text in ("表3以代表作出评价的62件为基数", "58", "93.5%", "三、重点督办情况", "特此报告。"):
        assert text in said
    assert "印发" in pages[-1].text
