from datetime import date
from types import SimpleNamespace

import pytest

from renda.capabilities.deputies.rules import articles, congresses, mandates, offices, people, roll
from renda.capabilities.deputies.terms import NATION_CODE, Ending, MandateState, OfficeTitle, Suspension
from renda.foundation.errors import RuleBroken

ON = date(2026, 5, 1)
BEFORE_2025 = date(2024, 5, 1)


def refused(call, *args, **kwargs) -> RuleBroken:
    with pytest.raises(RuleBroken) as caught:
        call(*args, **kwargs)
    return caught.value


class Term(SimpleNamespace):
    number, seats, filled, started_on, ended_on = 5, 60, 0, date(2021, 10, 20), None

    @property
    def is_sitting(self) -> bool:
        return self.started_on is not None and self.ended_on is None


# 地方组织法第五十九条: sub-districts, and zones with them, have bodies of the committee above, no congress.
@pytest.mark.parametrize("kind", ["subdistrict", "zone"])
def test_a_subdistrict_or_zone_has_no_congress(kind: str) -> None:
    assert "《地方组织法》第五十九条" in refused(congresses.must_have_a_congress, kind, on=ON).citation


@pytest.mark.parametrize("kind", ["nation", "province", "city", "county", "town", "township"])
def test_every_other_place_has_one(kind: str) -> None:
    congresses.must_have_a_congress(kind, on=ON)


# 选举法第十四条: the number is fixed once set.
def test_the_approved_number_must_be_known() -> None:
    assert "第十四条" in refused(congresses.must_have_seats, 0, on=ON).citation
    congresses.must_have_seats(1, on=ON)


def test_no_more_deputies_than_seats() -> None:
    refusal = refused(mandates.must_be_free_seat, 60, 60, on=ON)
    assert "《选举法》第十四条" in refusal.citation
    assert refusal.params == {"seats": 60}
    mandates.must_be_free_seat(59, 60, on=ON)


# 选举法第四十八条: not in two areas of which neither contains the other.
@pytest.mark.parametrize(
    ("place", "others", "allowed"),
    [
        ("141182", ["141121"], False),
        ("141182", ["1411", "141121"], False),
        ("141182100", ["141182200"], False),
        ("141182100", ["141182", "1411", "14", NATION_CODE], True),
        ("14", ["141182100"], True),
        (NATION_CODE, ["141182"], True),
        ("1411", [], True),
    ],
)
def test_nobody_sits_in_two_places_without_relation(place: str, others: list[str], *, allowed: bool) -> None:
    if allowed:
        mandates.must_not_sit_in_two_places(place, others, on=ON)
    else:
        assert "《选举法》第四十八条" in refused(mandates.must_not_sit_in_two_places, place, others, on=ON).citation


# 选举法第二十五条: one to three deputies a constituency, where voters elect directly.
@pytest.mark.parametrize(
    ("level", "seats", "allowed"),
    [
        ("county", 1, True),
        ("township", 3, True),
        ("county", 4, False),
        ("township", 0, False),
        ("city", 30, True),
        ("city", 0, False),
        ("county", None, True),
    ],
)
def test_a_constituency_has_one_to_three_seats(level: str, seats: int | None, *, allowed: bool) -> None:
    if allowed:
        mandates.must_fit_constituency(level, seats, on=ON)
    else:
        assert "《选举法》第二十五条" in refused(mandates.must_fit_constituency, level, seats, on=ON).citation


def test_a_full_constituency_takes_no_more() -> None:
    refusal = refused(mandates.must_be_free_in_constituency, 3, 3, name="第一选区", on=ON)
    assert refusal.text == "选区（选举单位）“第一选区”应选3名，已满"
    mandates.must_be_free_in_constituency(3, None, name="第一选区", on=ON)
    mandates.must_be_free_in_constituency(2, 3, name="第一选区", on=ON)


# 代表法第六十一条: two grounds of suspension, and no third.
def test_a_suspension_has_one_of_two_grounds() -> None:
    facts = {"suspended_reason": "busy", "suspended_on": ON}
    assert "《代表法》第六十一条" in refused(mandates.must_name_ground, None, facts).citation
    for ground in Suspension:
        mandates.must_name_ground(None, {"suspended_reason": ground, "suspended_on": ON})


def test_the_grounds_are_those_of_the_law() -> None:
    from renda.law import provisions

    assert [one.label for one in Suspension] == provisions.find("deputy.suspended", on=ON).fields["options"]


# 代表法第六十二条: the endings of the law; a term's end is no single deputy's.
def test_an_ending_has_a_ground_of_the_law() -> None:
    mandate = SimpleNamespace(place_code="141182", started_on=None)
    for reason in ("tired", "", None, Ending.TERM_OVER):
        facts = {"ended_reason": reason, "ended_on": ON}
        assert "《代表法》第六十二条" in refused(mandates.must_name_ending, mandate, facts).citation
    for reason in set(Ending) - {Ending.TERM_OVER}:
        mandates.must_name_ending(mandate, {"ended_reason": reason, "ended_on": ON})


def test_moving_away_ends_only_local_mandates() -> None:
    nation = SimpleNamespace(place_code=NATION_CODE, started_on=None)
    refusal = refused(mandates.must_name_ending, nation, {"ended_reason": Ending.MOVED, "ended_on": ON})
    assert refusal.code == "moved-is-local"


# Trap 32: absence is item three, twice without approval, and the text of 2015 had another number.
def test_absence_is_cited_by_its_item_and_version() -> None:
    assert mandates.ending_article(Ending.ABSENT, on=ON) == "《代表法》第六十二条第一款第三项"
    assert "第四十九条" in mandates.ending_article(Ending.ABSENT, on=BEFORE_2025)
    assert "第六十二条" in mandates.ending_article(Ending.RECALLED, on=ON)
    assert "《地方组织法》第三十八条" in mandates.ending_article(Ending.TERM_OVER, on=ON)


def test_nothing_happens_to_a_mandate_before_it_began() -> None:
    mandate = SimpleNamespace(started_on=date(2021, 10, 20))
    refused(mandates.must_not_precede_start, mandate, {"ended_on": date(2021, 10, 19)})
    refused(mandates.must_not_precede_start, mandate, {"suspended_on": date(2020, 1, 1)})
    mandates.must_not_precede_start(mandate, {"ended_on": date(2021, 10, 20)})
    mandates.must_not_precede_start(SimpleNamespace(started_on=None), {"ended_on": date(2000, 1, 1)})


# Trap 34: a city deputy resigns to the committee of the county congress that elected them.
@pytest.mark.parametrize(
    ("level", "body"),
    [
        ("city", "选举该代表的人民代表大会的常务委员会"),
        ("province", "选举该代表的人民代表大会的常务委员会"),
        ("county", "本级人大常委会"),
        ("township", "本级人民代表大会"),
    ],
)
def test_who_accepts_a_resignation(level: str, body: str) -> None:
    found, citation = mandates.who_accepts_resignation(level, on=ON)
    assert found == body
    assert "《选举法》第五十五条" in citation


# 代表法第六十三条
def test_who_announces_an_ending() -> None:
    assert mandates.who_announces_ending("township", on=ON)[0] == "本级人民代表大会"
    body, citation = mandates.who_announces_ending("city", on=ON)
    assert body == "本级人大常委会"
    assert "《代表法》第六十三条" in citation


def test_no_seat_is_given_in_a_term_that_is_over() -> None:
    refused(mandates.must_be_open, Term(ended_on=ON), on=ON)
    mandates.must_be_open(Term(started_on=None), on=ON)


# 地方组织法第四十七条, 第十八条
def test_a_county_committee_has_no_secretary_general() -> None:
    refusal = refused(offices.must_exist_at, OfficeTitle.SECRETARY_GENERAL, "county", on=ON)
    assert refusal.code == "no-secretary-general"
    assert "《地方组织法》第四十七条" in refusal.citation
    for level in ("city", "province"):
        offices.must_exist_at(OfficeTitle.SECRETARY_GENERAL, level, on=ON)


def test_a_township_has_no_standing_committee() -> None:
    for title in (OfficeTitle.CHAIR, OfficeTitle.MEMBER, OfficeTitle.SECRETARY_GENERAL):
        refusal = refused(offices.must_exist_at, title, "township", on=ON)
        assert refusal.code == "no-standing-committee"
        assert "《地方组织法》第十八条" in refusal.citation
    offices.must_exist_at(OfficeTitle.TOWNSHIP_CHAIR, "township", on=ON)


def test_a_county_has_no_township_chair_and_the_nation_only_members() -> None:
    assert refused(offices.must_exist_at, OfficeTitle.TOWNSHIP_CHAIR, "county", on=ON).params["title"] == "乡镇人大主席"
    assert offices.titles_at("nation") == (OfficeTitle.MEMBER,)


def test_officers_are_deputies_in_office() -> None:
    offices.must_be_deputy(MandateState.ACTIVE, on=ON)
    for state in (None, MandateState.SUSPENDED, MandateState.ENDED):
        refused(offices.must_be_deputy, state, on=ON)


def test_one_chair_and_at_most_two_township_vice_chairs() -> None:
    refused(offices.must_be_vacant, OfficeTitle.CHAIR, 1, on=ON)
    refusal = refused(offices.must_be_vacant, OfficeTitle.TOWNSHIP_VICE_CHAIR, 2, on=ON)
    assert "《地方组织法》第十八条" in refusal.citation
    offices.must_be_vacant(OfficeTitle.TOWNSHIP_VICE_CHAIR, 1, on=ON)
    offices.must_be_vacant(OfficeTitle.VICE_CHAIR, 9, on=ON)


def test_an_office_ends_after_it_began() -> None:
    refused(offices.must_end_after_start, ON, date(2026, 4, 30))
    offices.must_end_after_start(ON, ON)


# 地方组织法第三十八条: a term runs from its first session to the next term's first session.
def test_terms_follow_one_another() -> None:
    refused(congresses.must_be_unstarted, Term(), on=ON)
    congresses.must_be_unstarted(Term(started_on=None), on=ON)
    congresses.must_follow(Term(), None, opens_on=ON, on=ON)
    congresses.must_follow(Term(number=6), Term(), opens_on=ON, on=ON)
    assert refused(congresses.must_follow, Term(number=7), Term(), opens_on=ON, on=ON).params == {"now": 5, "next": 6}
    refused(congresses.must_follow, Term(number=6), Term(), opens_on=date(2021, 10, 20), on=ON)


def test_sessions_follow_one_another() -> None:
    last = SimpleNamespace(number=1, opens_on=date(2022, 1, 5), closes_on=date(2022, 1, 8))
    check = congresses.must_be_next_session
    check(Term(), last, number=2, opens_on=ON, on=ON)
    check(Term(), None, number=1, opens_on=ON, on=ON)
    assert refused(check, Term(), last, number=3, opens_on=ON, on=ON).code == "session-number"
    assert refused(check, Term(), last, number=2, opens_on=date(2022, 1, 7), on=ON).code == "session-too-early"
    still = SimpleNamespace(number=1, opens_on=ON, closes_on=None)
    assert refused(check, Term(), still, number=2, opens_on=ON, on=ON).code == "session-open"
    refused(congresses.must_be_sitting, Term(started_on=None), on=ON)
    congresses.must_be_sitting(Term(), on=ON)


def test_a_session_closes_once_and_after_it_opened() -> None:
    open_one = SimpleNamespace(opens_on=ON, closes_on=None)
    congresses.must_close_after_opening(open_one, closes_on=ON)
    refused(congresses.must_close_after_opening, open_one, closes_on=date(2026, 4, 30))
    refused(congresses.must_close_after_opening, SimpleNamespace(opens_on=ON, closes_on=ON), closes_on=ON)


@pytest.mark.parametrize(
    ("given", "clean"),
    [("王 芳", "王芳"), (" 李四 ", "李四"), ("买买提·吐尔逊", "买买提·吐尔逊"), ("John  Smith", "John Smith")],
)
def test_names_are_cleaned(given: str, clean: str) -> None:
    assert people.clean_name(given) == clean


@pytest.mark.parametrize("given", ["", "   ", "张3", "<b>王</b>", "=1+1", "长" * 41])
def test_what_is_no_name_is_refused(given: str) -> None:
    refused(people.clean_name, given)


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("138 0000 0000", "13800000000"),
        ("+86-13800000000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("0358-8221234", "03588221234"),
        ("", ""),
    ],
)
def test_telephones_are_cleaned(given: str, clean: str) -> None:
    assert people.clean_phone(given) == clean


@pytest.mark.parametrize("given", ["1380000000", "12800000000", "abc", "138000000001"])
def test_what_is_no_telephone_is_refused(given: str) -> None:
    refused(people.clean_phone, given)


def test_articles_before_the_first_version_cite_the_first() -> None:
    assert articles.article("deputy.suspended", on=date(1990, 1, 1))
    with pytest.raises(LookupError):
        articles.level_of("village")


def test_a_row_says_everything_that_is_wrong_with_it() -> None:
    cells = {roll.NAME: "", roll.PHONE: "12", roll.GENDER: "未知"}
    row, errors = roll.read_row(9, cells)
    assert row is None
    assert [(error.line, error.column) for error in errors] == [(9, roll.NAME), (9, roll.PHONE), (9, roll.GENDER)]
    assert all(error.fix for error in errors)


def test_long_cells_and_formula_errors_are_told() -> None:
    _, errors = roll.read_row(3, {roll.NAME: "#REF!", roll.EMPLOYER: "长" * 81})
    assert [error.column for error in errors] == [roll.NAME, roll.EMPLOYER]
    assert errors[1].params == {"most": 80}


def test_heads_are_recognised_with_their_usual_variants() -> None:
    assert [roll.head_of(text) for text in ("姓 名*", "联系电话", "选区", "备注")] == [
        roll.NAME,
        roll.PHONE,
        roll.CONSTITUENCY,
        "",
    ]


def test_one_person_twice_in_a_file_is_told() -> None:
    rows = [
        roll.RollRow(4, "王芳", phone="13800000001"),
        roll.RollRow(5, "王芳", phone="13800000002"),
        roll.RollRow(6, "王芳", phone="13800000001"),
        roll.RollRow(7, "王芳"),
        roll.RollRow(8, "李兰", code="D000001"),
        roll.RollRow(9, "李兰", phone="13800000009", code="D000001"),
    ]
    kept, errors = roll.without_repeats(rows)
    assert [row.line for row in kept] == [4, 5, 8]
    assert [(error.line, dict(error.params)) for error in errors] == [(6, {"first": 4}), (7, {}), (9, {"first": 8})]
