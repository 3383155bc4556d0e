"""What LibreOffice prints: 22 lines of 28 characters, numbers on their side, the imprint at the foot of the last page."""

import pytest

from renda.foundation.documents.tests import factories, printing
from renda.foundation.documents.tests.printing import Page
from renda.foundation.documents.word.layout.wording import blocks

MM = 72 / 25.4
LONG = blocks("\n".join(["农村饮水安全" * 40] * 8))


@pytest.fixture(scope="module")
def prints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Page]]:
    documents = {
        "document": factories.filled(),
        "long": factories.filled(text=LONG),
        "upward": factories.filled(factories.UPWARD),
        "letter": factories.filled(factories.LETTER, text=LONG),
        "table": factories.filled(factories.TABLE, is_urgent=True),
    }
    printed = printing.printed(tmp_path_factory.mktemp("prints"), *documents.values())
    return dict(zip(documents, printed, strict=True))


def test_every_page_is_a4(prints: dict[str, list[Page]]) -> None:
    assert {(page.width, page.height) for pages in prints.values() for page in pages} == {(595, 842)}


def test_a_full_page_holds_22_lines_of_28_characters(prints: dict[str, list[Page]]) -> None:
    page = prints["long"][1]
    *text, number = page.lines
    assert len(text) == 22
    assert max(len(line.text) for line in text) == 28
    # A paragraph starts two characters in.
    first = next(line for line in text if len(line.text) == 26)
    assert abs(first.x - min(line.x for line in text) - 32) <= 1
    assert number.text == "— 2 —"


def test_page_numbers_are_right_on_odd_and_left_on_even_pages(prints: dict[str, list[Page]]) -> None:
    for number, page in enumerate(prints["long"], start=1):
        last = page.lines[-1]
        assert last.text == f"— {number} —"
        assert (last.x > 400) == (number % 2 == 1)
        # The dash is a third of a 14-point line above the baseline, 7 mm below the text area.
        assert abs((last.y + 5) - (35 - 7) * MM) <= 1.5 * MM


def test_the_head_stands_where_it_should_and_text_begins_on_the_first_page(prints: dict[str, list[Page]]) -> None:
    page = prints["document"][0]
    name, number, title, receiver, first = page.lines[:5]
    assert [line.text for line in (name, number, title)] == [
        "清源县水利局文件",
        "清水发〔2024〕12号",
        "关于开展农村饮水安全检查的通知",
    ]
    # Its upper edge is 72 mm below the edge of the page; a character of 26 points rises some 22 above its baseline.
    assert abs(842 - name.y - 22 - (37 + 35) * MM) <= 3 * MM
    assert receiver.text == "各乡镇人民政府："
    assert first.text == "现将有关事项通知如下："
    assert abs(receiver.x - 28 * MM) <= 2
    marks = [line.text for line in prints["upward"][0].lines[:2]]
    assert marks == ["秘密★1年", "特急"]
    assert abs(prints["upward"][0].lines[2].y - name.y) <= 2
    assert "签发人：陈立" in prints["upward"][0].text


def test_the_signature_stands_with_text_and_the_attachment_on_a_page_of_its_own(prints: dict[str, list[Page]]) -> None:
    _, second, third = prints["document"]
    texts = [line.text for line in second.lines]
    assert texts.index("2024年3月5日") == texts.index("清源县水利局") + 1
    assert "三月底前完成。" in texts
    assert third.lines[0].text == "附件1"
    assert "1桥头村3" in third.text


def test_the_imprint_stands_at_the_foot_of_the_last_page_only(prints: dict[str, list[Page]]) -> None:
    for name, said in (("document", "印发"), ("long", "印发"), ("upward", "印发"), ("letter", "抄送")):
        *before, last = prints[name]
        assert all(said not in page.text for page in before)
        imprint = [line for line in last.lines if said in line.text]
        assert imprint
        # The text area ends 35 mm above the edge.
        assert 35 * MM < imprint[-1].y < 42 * MM


def test_a_letter_has_its_head_and_no_number_on_the_first_page(prints: dict[str, list[Page]]) -> None:
    first, *others = prints["letter"]
    result, name, number = (line.text for line in first.lines[:3])
    assert (result, name, number) == ("A类", "清源县水利局", "清水发〔2024〕12号")
    # Its upper edge is 30 mm below the edge of the page.
    assert abs(842 - first.lines[1].y - 22 - 30 * MM) <= 3 * MM
    assert "—" not in first.text
    assert [page.lines[-1].text for page in others] == [f"— {n} —" for n in range(2, len(others) + 2)]
    assert all("A类" not in page.text for page in others)


def test_a_form_is_one_page_with_its_text(prints: dict[str, list[Page]]) -> None:
    (page,) = prints["table"]
    for text in ("检查表", "编号", "清水发〔2024〕12号", "急件。"):
        assert text in page.text
