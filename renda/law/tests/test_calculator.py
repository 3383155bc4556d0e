"""The calculator's answers: value, sum, article, and what a program reads."""

import json
from datetime import date

import pytest

from renda.law import calculator, keys, provisions, wording
from renda.law.calendar import Calendar
from renda.law.errors import LawError
from renda.law.levels import Level
from renda.law.units import Body

TODAY = date(2026, 3, 2)


def test_due_gives_the_target_and_the_rolled_day_with_the_article() -> None:
    answer = calculator.due("suggestion.reply.ordinary", date(2026, 7, 3))
    assert answer.value == "2026-10-08"
    assert answer.citation == "《代表法》第五十一条第二款"
    assert (answer.rank, answer.certainty) == ("法律", "F")
    plain = answer.as_dict()
    assert (plain["target"], plain["due"], plain["is_rolled"]) == ("2026-10-03", "2026-10-08", True)
    assert plain["is_calendar_published"] is True
    json.dumps(plain)


def test_the_text_in_force_on_the_starting_day_binds_unless_another_day_is_named() -> None:
    assert calculator.due("suggestion.reply.ordinary", date(2025, 3, 3)).citation == "《代表法》第四十二条第一款"
    later = calculator.due("suggestion.reply.ordinary", date(2025, 3, 3), on=TODAY)
    assert later.citation == "《代表法》第五十一条第二款"


def test_a_year_without_a_published_arrangement_is_said_to_be_assumed() -> None:
    answer = calculator.due("suggestion.reply.complex", date(2026, 9, 1))
    assert answer.as_dict()["is_calendar_published"] is False
    assert "放假安排尚未公布，按周末和法定节日推定" in dict(line.text(lang="zh") for line in answer.lines).values()


def test_before_gives_the_latest_day() -> None:
    answer = calculator.before("report.draft", date(2026, 10, 24))
    assert answer.value == "2026-09-30"
    assert answer.lines[0].label == "最迟日"
    assert answer.as_dict()["target"] == "2026-10-04"


def test_a_minimum_period_gives_the_earliest_day() -> None:
    answer = calculator.due("regulation.draft.comments", date(2026, 3, 2))
    assert answer.lines[0].label == "最早日"


def test_an_office_calendar_is_used() -> None:
    closed = Calendar({date(2026, 6, 2): False})
    assert calculator.due("suggestion.reply.ordinary", TODAY, calendar=closed).value == "2026-06-03"


def test_majority_quorum_and_signatures() -> None:
    assert calculator.majority(197, on=TODAY).value == 99
    assert calculator.quorum(197, body=Body.CONGRESS, on=TODAY).value == 132
    assert calculator.quorum(44, body=Body.COMMITTEE, on=TODAY).arithmetic == "⌊44 ÷ 2⌋ + 1 = 23"
    answer = calculator.signatures("recall.officials", Level.TOWNSHIP, total=57, on=TODAY)
    assert (answer.value, answer.citation) == (12, "《地方组织法》第三十一条第二款")


def test_seats_and_gaps() -> None:
    county = calculator.deputy_seats(Level.COUNTY, 460_000, on=TODAY)
    assert county.value == 232
    assert ("备注", "核定名额以批准文件为准") in [line.text(lang="zh") for line in county.lines]
    small = calculator.deputy_seats(Level.TOWNSHIP, 1_500, on=TODAY)
    assert ("备注", "总名额可以少于基数") in [line.text(lang="zh") for line in small.lines]
    assert calculator.committee_seats(Level.CITY, 3_400_000, on=TODAY).value == "29–51"
    head = calculator.gap("head", 1, on=TODAY)
    assert (head.value, head.as_dict()["equal_only_for_sole_nominee"]) == ("1–2", True)
    open_ended = calculator.gap("by_election.deputies", 2, on=TODAY)
    assert (open_ended.value, open_ended.arithmetic) == ("2–不限", "2 + 0 … 2 + ∞")


@pytest.mark.parametrize("row", keys.all_rows(), ids=lambda row: f"{row.overlay}:{row.key}@{row.in_force_from}")
def test_every_row_can_be_shown_in_both_languages(row: provisions.Provision) -> None:
    overlays = (row.overlay,) if row.overlay else ()
    answer = calculator.show(row.key, on=max(row.in_force_from, calculator.FIRST_DAY), overlays=overlays)
    assert answer.provision is row
    chinese = dict(line.text(lang="zh") for line in answer.all_lines())
    english = dict(line.text(lang="en") for line in answer.all_lines())
    assert chinese["依据"] == str(row.citation)
    assert english["Article"] == row.citation.english
    assert english["Summary"] == row.english
    json.dumps(answer.as_dict())


def test_show_names_the_other_versions() -> None:
    lines = dict(line.text(lang="zh") for line in calculator.show("report.draft", on=TODAY).lines)
    assert lines["其他文本"] == "《监督法》第十二条第一款（2007-01-01）"


@pytest.mark.parametrize("day", [date(1949, 9, 30), date(2200, 1, 1)])
def test_absurd_days_are_refused(day: date) -> None:
    for ask in (
        lambda: calculator.due("suggestion.reply.ordinary", day, on=TODAY),
        lambda: calculator.before("report.draft", day, on=TODAY),
        lambda: calculator.show("report.draft", on=day),
    ):
        with pytest.raises(LawError) as refusal:
            ask()
        assert refusal.value.code == "absurd-date"


def test_search_finds_by_key_words_and_article() -> None:
    assert [row.key for row in calculator.search("疑难 不存在")] == []
    assert {row.key for row in calculator.search("代表法 第五十一条 答复", kind="deadline")} == {
        "suggestion.reply.ordinary",
        "suggestion.reply.complex",
    }
    assert "duty.notice" in {row.key for row in calculator.search("duty day", overlays=("sample",))}


def test_all_keys_and_the_law_map() -> None:
    everything, national = keys.all_keys(), keys.all_keys(overlays=())
    assert set(national) < set(everything)
    assert list(everything) == sorted(everything)
    article_25 = {
        entry.key for entry in keys.law_map(overlays=()) if (entry.statute_id, entry.article) == ("organic_law", 25)
    }
    assert {"vote.congress", "vote.livelihood", "recall.officials.vote"} <= article_25
    seen = {(entry.statute_id, entry.article, entry.key) for entry in keys.law_map()}
    assert ("budget_law", 77, "accounts.submit") in seen, "a reference to another statute is on the map too"


def test_sources_know_their_keys() -> None:
    assert "vote.congress" in provisions.national()
    assert "vote.congress" not in provisions.overlay("sample")
    assert provisions.national().versions("no.such") == ()
    assert set(wording._CONTENTS) == set(provisions.KINDS)
