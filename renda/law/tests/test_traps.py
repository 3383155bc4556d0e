"""The traps of the law reference that concern this floor, numbered as there."""

from datetime import date

import pytest

from renda.law import deadlines, rules, seats, thresholds
from renda.law.calendar import Calendar
from renda.law.errors import NotAtLevel, UnknownKey
from renda.law.levels import Level, Place
from renda.law.units import Base, Body, Unit

TODAY = date(2026, 3, 2)
THEN = date(2023, 5, 8)


def test_1_majority_is_of_everyone_in_office() -> None:
    vote = thresholds.vote(Body.CONGRESS, on=TODAY)
    assert vote.base is Base.ALL_DEPUTIES
    assert vote.required(197) == 99
    assert not vote.passes(98, 197)
    assert vote.passes(99, 197)
    assert str(vote.citation) == "《地方组织法》第二十五条"


def test_2_exactly_half_fails_and_exactly_two_thirds_is_a_quorum() -> None:
    assert not thresholds.vote(Body.CONGRESS, on=TODAY).passes(100, 200)
    assert thresholds.vote(Body.CONGRESS, on=TODAY).passes(101, 200)
    assert thresholds.quorum(Body.CONGRESS, on=TODAY).passes(200, 300)
    assert not thresholds.quorum(Body.CONGRESS, on=TODAY).passes(199, 300)


def test_3_a_congress_needs_two_thirds_and_a_committee_more_than_half() -> None:
    congress, committee = (thresholds.quorum(body, on=TODAY) for body in (Body.CONGRESS, Body.COMMITTEE))
    assert (congress.required(44), committee.required(44)) == (30, 23)
    assert str(congress.citation) == "《地方组织法》第十四条第四款"
    assert str(committee.citation) == "《地方组织法》第五十一条第三款"


@pytest.mark.parametrize(("due", "present"), [(356, 317), (197, 186), (232, 203)])
def test_3_sessions_reported_as_quorate_were(due: int, present: int) -> None:
    assert thresholds.quorum(Body.CONGRESS, on=TODAY).passes(present, due)


def test_4_quorum_present_does_not_mean_a_motion_can_pass_easily() -> None:
    assert thresholds.quorum(Body.CONGRESS, on=TODAY).required(197) == 132
    assert thresholds.vote(Body.CONGRESS, on=TODAY).required(197) == 99


@pytest.mark.parametrize(
    ("act", "level", "needed", "article"),
    [
        ("motion", Level.TOWNSHIP, 5, "《地方组织法》第二十二条第二款"),
        ("motion", Level.COUNTY, 10, "《地方组织法》第二十二条第二款"),
        ("interpellation", Level.TOWNSHIP, 10, "《地方组织法》第二十四条第一款"),
        ("nomination", Level.TOWNSHIP, 10, "《地方组织法》第二十六条第二款"),
        ("nomination", Level.COUNTY, 10, "《地方组织法》第二十六条第二款"),
        ("nomination", Level.CITY, 20, "《地方组织法》第二十六条第二款"),
        ("nomination", Level.PROVINCE, 30, "《地方组织法》第二十六条第二款"),
        ("recall.officials", Level.TOWNSHIP, 12, "《地方组织法》第三十一条第二款"),
        ("recall.officials", Level.COUNTY, 6, "《地方组织法》第三十一条第一款"),
        ("committee.motion", Level.COUNTY, 3, "《地方组织法》第五十二条第三款"),
        ("committee.motion", Level.CITY, 5, "《地方组织法》第五十二条第三款"),
        ("session.extraordinary", Level.TOWNSHIP, 12, "《地方组织法》第十四条第三款"),
        ("recall.direct", Level.COUNTY, 50, "《选举法》第五十条第一款"),
        ("recall.direct", Level.TOWNSHIP, 30, "《选举法》第五十条第一款"),
        ("removal", Level.COUNTY, 12, "《监督法》第六十一条第三款"),
    ],
)
def test_6_signatures_differ_by_act_and_level(act: str, level: Level, needed: int, article: str) -> None:
    found = thresholds.signatures(act, level, on=TODAY)
    assert found.required(57) == needed
    assert str(found.citation) == article


def test_7_a_township_has_no_committee_and_a_street_no_congress() -> None:
    assert not Level.TOWNSHIP.has_standing_committee
    assert not Level.TOWNSHIP.has_council_of_chairs
    assert not Level.TOWNSHIP.has_special_committees
    assert Level.TOWNSHIP.has_permanent_presidium
    assert not Place.SUBDISTRICT.has_congress
    assert Place.TOWN.has_congress
    with pytest.raises(NotAtLevel):
        thresholds.signatures("committee.motion", Level.TOWNSHIP, on=TODAY)
    assert str(rules.rule("accounts.township", on=TODAY).citation) == "《预算法》第七十七条第三款"


def test_8_the_council_of_a_city_has_a_secretary_general_and_a_countys_has_not() -> None:
    assert Level.CITY.council_of_chairs == ("主任", "副主任", "秘书长")
    assert Level.COUNTY.council_of_chairs == ("主任", "副主任")
    assert Level.TOWNSHIP.council_of_chairs == ()


def test_9_a_write_in_goes_only_with_a_vote_against_since_2025() -> None:
    assert rules.rule("election.write_in", on=TODAY).answer == "against_only"
    assert str(rules.rule("election.write_in", on=TODAY).citation) == "《代表法》第十七条第六款"
    assert rules.rule("election.write_in", on=THEN).answer == "free"
    assert rules.rule("ballot.paper", on=TODAY).answer == "overvote_voids_paper"


def test_10_a_surplus_of_ballots_voids_the_election() -> None:
    rule = rules.rule("ballot.box", on=TODAY)
    assert (rule.answer, str(rule.citation)) == ("surplus_voids_election", "《选举法》第四十四条第一款")


def test_11_ties_go_to_the_tied_and_second_rounds_have_two_rules() -> None:
    assert rules.rule("election.tie", on=TODAY).answer == "revote_among_tied"
    direct = thresholds.threshold("election.second.direct", on=TODAY)
    upper = thresholds.threshold("election.second.upper_deputies", on=TODAY)
    assert (direct.required(300), direct.base) == (100, Base.VOTES_CAST)
    assert (upper.required(300), upper.base) == (151, Base.ALL_DEPUTIES)


@pytest.mark.parametrize(
    ("kind", "count", "expected", "article"),
    [
        ("committee_member", 20, (22, 24), "《地方组织法》第二十七条第一款"),
        ("committee_member", 3, (4, 4), "《地方组织法》第二十七条第一款"),
        ("committee_member", 25, (28, 30), "《地方组织法》第二十七条第一款"),
        ("deputy_head", 5, (6, 8), "《地方组织法》第二十七条第一款"),
        ("upper_deputies", 12, (15, 18), "《选举法》第三十一条第二款"),
        ("upper_deputies", 1, (2, 2), "《选举法》第三十一条第二款"),
        ("direct_deputies", 1, (2, 2), "《选举法》第三十一条第二款"),
        ("direct_deputies", 2, (3, 4), "《选举法》第三十一条第二款"),
        ("direct_deputies", 3, (4, 6), "《选举法》第三十一条第二款"),
        ("by_election.deputies", 1, (1, None), "《选举法》第五十七条第四款"),
        ("by_election.officials", 2, (2, None), "《地方组织法》第三十条"),
    ],
)
def test_12_a_gap_is_taken_of_the_seats(kind: str, count: int, expected: tuple[int, int | None], article: str) -> None:
    found = seats.gap(kind, count, on=TODAY)
    assert found.candidates == expected
    assert str(found.citation) == article


def test_13_a_single_candidate_for_a_head_post_only_if_one_was_nominated() -> None:
    head = seats.gap("head", 1, on=TODAY)
    assert head.allows(1, nominated=1)
    assert not head.allows(1, nominated=2)
    assert head.allows(2, nominated=2)
    assert not head.allows(3, nominated=3)
    assert seats.gap("by_election.officials", 1, on=TODAY).allows(1, nominated=4)


@pytest.mark.parametrize(
    ("key", "answer", "article"),
    [
        ("election.secret", "secret_ballot", "《地方组织法》第二十八条"),
        ("recall.secret", "secret_vote", "《选举法》第五十二条"),
        ("removal.secret", "secret_ballot", "《监督法》第六十二条第三款"),
        ("ballot.unlinkable", "no_voter_link", "《选举法》第四十条第一款"),
    ],
)
def test_14_what_the_law_wants_secret(key: str, answer: str, article: str) -> None:
    rule = rules.rule(key, on=TODAY)
    assert (rule.answer, str(rule.citation)) == (answer, article)


def test_15_remote_members_do_not_vote_by_the_secret_system() -> None:
    rule = rules.rule("vote.remote", on=TODAY, overlays=("chongqing",))
    assert (rule.answer, str(rule.citation)) == ("not_by_buttons", "《重庆市人大常委会议事规则》第四十四条第三款")


def test_16_amendments_first_and_remove_before_appoint() -> None:
    assert rules.rule("amendment.first", on=TODAY, overlays=("guangdong",)).answer == "amendment_before_main"
    assert rules.rule("regulation.draft.single_article", on=TODAY).answer == "article_before_whole"
    assert rules.rule("appointment.order", on=TODAY, overlays=("shenzhen",)).answer == "remove_then_appoint"
    assert rules.rule("appointment.order.person", on=TODAY, overlays=("shenzhen",)).answer == "appoint_then_remove"


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        ("appointment.elected", "elected"),
        ("appointment.decided", "decided"),
        ("appointment.judges", "appointed"),
        ("appointment.lower_procurator", "approved"),
        ("procurator.approval", "approval_above"),
        ("acting.head", "deputy_heads_only"),
    ],
)
def test_17_elected_decided_appointed_and_approved_are_four_things(key: str, answer: str) -> None:
    assert rules.rule(key, on=TODAY).answer == answer


def test_18_and_19_effective_on_the_vote_and_twice_rejected() -> None:
    assert rules.rule("appointment.effective", on=TODAY, overlays=("guangdong",)).answer == "day_of_passing"
    assert rules.number("appointment.rejected", on=TODAY, overlays=("chongqing",)).value == 2


def test_20_three_and_six_months_both_run_from_assignment() -> None:
    ordinary, complex_ = (deadlines.deadline(f"suggestion.reply.{kind}", on=TODAY) for kind in ("ordinary", "complex"))
    assert ordinary.counted_from.code == complex_.counted_from.code == "assigned_on"
    assert ordinary.due_on(date(2026, 3, 2)) == date(2026, 6, 2)
    assert complex_.due_on(date(2026, 3, 2)) == date(2026, 9, 2)
    assert str(complex_.citation) == "《代表法》第五十一条第二款"


def test_21_the_assistant_is_due_before_the_lead() -> None:
    for place in ("zhejiang", "chongqing", "shandong", "henan", "qingdao", "shanghai"):
        opinion = deadlines.deadline("suggestion.joint.opinion", on=TODAY, overlays=(place,))
        reply = deadlines.deadline("suggestion.reply.ordinary", on=TODAY, overlays=(place,))
        assert opinion.due_on(TODAY) < reply.due_on(TODAY)


def test_22_to_24_outcome_satisfaction_silence_and_publication_are_local() -> None:
    for key in ("suggestion.classes", "suggestion.satisfaction", "suggestion.silence", "suggestion.publish"):
        with pytest.raises(UnknownKey) as refusal:
            rules.rule(key, on=TODAY)
        assert refusal.value.found_in
    assert rules.rule("suggestion.silence", on=TODAY, overlays=("chongqing",)).answer == "left_out_of_rate"
    assert rules.rule("suggestion.report.public", on=TODAY).answer == "report_only"
    attitude = rules.rule("suggestion.satisfaction", on=TODAY, overlays=("shandong",))
    assert attitude.options == ("办理态度", "办理结果")


@pytest.mark.parametrize(("place", "months"), [("zhejiang", 3), ("henan", 3), ("chongqing", 6), ("beijing", 12)])
def test_25_feedback_on_opinions_has_only_local_deadlines(place: str, months: int) -> None:
    assert rules.rule("opinion.follow_up", on=TODAY).answer == "no_national_deadline"
    with pytest.raises(UnknownKey):
        deadlines.deadline("opinion.reply", on=TODAY)
    assert deadlines.deadline("opinion.reply", on=TODAY, overlays=(place,)).amount == months


def test_26_report_days_count_back_from_a_meeting_that_may_move() -> None:
    draft = deadlines.deadline("report.draft", on=TODAY)
    assert draft.before(date(2026, 4, 28)) == date(2026, 4, 8)
    assert draft.before(date(2026, 5, 12)) == date(2026, 4, 22)
    assert rules.rule("meeting.moved", on=TODAY).answer == "recompute"


def test_27_and_28_satisfaction_votes_are_local_and_a_special_inquiry_is_the_committees() -> None:
    with pytest.raises(UnknownKey):
        rules.rule("satisfaction.consequence", on=TODAY)
    assert rules.rule("special_inquiry.held", on=TODAY).options == ("全体会议", "联组会议", "分组会议")


@pytest.mark.parametrize(
    ("key", "day", "article"),
    [
        ("suggestion.reply.ordinary", date(2025, 3, 11), "《代表法》第四十二条第一款"),
        ("suggestion.reply.ordinary", date(2025, 3, 12), "《代表法》第五十一条第二款"),
        ("report.draft", date(2024, 11, 7), "《监督法》第十二条第一款"),
        ("report.draft", date(2024, 11, 8), "《监督法》第十五条第一款"),
        ("vote.removal", date(2024, 11, 7), "《监督法》第四十六条第三款"),
        ("security.logs", date(2025, 12, 31), "《网络安全法》第二十一条第三项"),
        ("security.logs", date(2026, 1, 1), "《网络安全法》第二十三条"),
    ],
)
def test_29_an_old_article_number_ends_on_its_day(key: str, day: date, article: str) -> None:
    kind = thresholds.threshold if key.startswith("vote.") else deadlines.deadline
    assert str(kind(key, on=day).citation) == article


def test_30_and_31_four_dates_of_a_regulation_and_the_makers_under_review() -> None:
    assert rules.rule("regulation.promulgation", on=TODAY).answer == "city_committee"
    assert deadlines.deadline("regulation.approval", on=TODAY).amount == 4
    assert deadlines.deadline("regulation.filing", on=TODAY).due_on(date(2026, 3, 2)) == date(2026, 4, 1)
    assert "本级监察委员会规范性文件" in rules.rule("review.scope", on=TODAY).options
    assert len(rules.rule("review.scope", on=THEN).options) == 2


def test_32_two_sessions_missed_without_approval_not_necessarily_in_a_row() -> None:
    absence = rules.number("deputy.absence", on=TODAY)
    assert (absence.value, str(absence.citation)) == (2, "《代表法》第六十二条第一款第三项")
    assert "责令" in rules.rule("deputy.ended", on=TODAY).options[1]
    assert "责令" not in rules.rule("deputy.ended", on=THEN).options[1]


def test_33_a_licence_for_county_deputies_and_a_report_for_township_ones() -> None:
    assert rules.rule("immunity.arrest", on=TODAY).answer == "licence"
    assert rules.rule("immunity.arrest.township", on=TODAY).answer == "report_only"


@pytest.mark.parametrize(
    ("level", "decides", "base", "article"),
    [
        (Level.PROVINCE, (Level.CITY, Body.COMMITTEE), Base.ELECTING_COMMITTEE_MEMBERS, "《选举法》第五十五条第一款"),
        (Level.CITY, (Level.COUNTY, Body.COMMITTEE), Base.ELECTING_COMMITTEE_MEMBERS, "《选举法》第五十五条第一款"),
        (Level.COUNTY, (Level.COUNTY, Body.COMMITTEE), Base.COMMITTEE_MEMBERS, "《选举法》第五十五条第二款"),
        (Level.TOWNSHIP, (Level.TOWNSHIP, Body.CONGRESS), Base.ALL_DEPUTIES, "《选举法》第五十五条第二款"),
    ],
)
def test_34_who_decides_on_a_deputys_resignation(
    level: Level, decides: tuple[Level, Body], base: Base, article: str
) -> None:
    assert thresholds.resigns_to(level) == decides
    found = thresholds.resignation(level, on=TODAY)
    assert (found.base, str(found.citation)) == (base, article)


@pytest.mark.parametrize(
    ("level", "in_session", "base"),
    [
        (Level.TOWNSHIP, True, Base.CONSTITUENCY_VOTERS),
        (Level.COUNTY, False, Base.CONSTITUENCY_VOTERS),
        (Level.CITY, True, Base.ELECTING_DEPUTIES),
        (Level.CITY, False, Base.ELECTING_COMMITTEE_MEMBERS),
    ],
)
def test_recall_is_of_all_voters_or_of_the_electing_body(level: Level, in_session: bool, base: Base) -> None:
    assert thresholds.recall(level, in_session=in_session, on=TODAY).base is base


def test_36_terms_end_by_events() -> None:
    assert rules.number("term.years", on=TODAY).value == 5
    assert str(rules.rule("term.deputies", on=TODAY).citation) == "《地方组织法》第三十八条"
    assert deadlines.deadline("session.first", on=TODAY).amount == 2


def test_37_livelihood_candidates_pass_through_the_committee_first() -> None:
    rule = rules.rule("livelihood.candidates", on=TODAY, overlays=("zhejiang",))
    assert (rule.answer, str(rule.citation)) == ("committee_first", "《浙江省重大事项规定》第四条第三款")
    assert thresholds.threshold("vote.livelihood", on=TODAY).required(335) == 168


def test_38_accusations_never_reach_the_accused() -> None:
    rule = rules.rule("petition.accusation", on=TODAY)
    assert (rule.answer, str(rule.citation)) == ("never_to_accused", "《信访工作条例》第三十条第三款")


def test_40_each_rule_has_its_own_unit_and_backward_rolls_back() -> None:
    units = {
        place: deadlines.deadline("suggestion.return", on=TODAY, overlays=(place,)).unit
        for place in ("zhejiang", "shandong", "qingdao", "chongqing", "henan", "shanghai")
    }
    assert [place for place, unit in units.items() if unit is Unit.CALENDAR_DAY] == ["zhejiang", "shandong"]
    notice = deadlines.deadline("report.to_members", on=TODAY)
    meeting = date(2026, 10, 12)
    assert notice.target_on(meeting) == date(2026, 10, 5)
    assert notice.before(meeting) == date(2026, 9, 30)
    reply = deadlines.deadline("suggestion.reply.ordinary", on=TODAY)
    assert reply.target_on(date(2026, 7, 3)) == date(2026, 10, 3)
    assert reply.due_on(date(2026, 7, 3)) == date(2026, 10, 8)


def test_40_an_office_table_swaps_a_working_weekend() -> None:
    reply = deadlines.deadline("suggestion.reply.ordinary", on=TODAY)
    saturday = date(2026, 6, 6)
    assert reply.due_on(date(2026, 3, 6)) == date(2026, 6, 8)
    assert reply.due_on(date(2026, 3, 6), Calendar({saturday: True})) == saturday
