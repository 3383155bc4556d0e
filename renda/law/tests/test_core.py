"""The clocks other floors lean on first: the sample station rules and the reply to a suggestion."""

from datetime import date

from renda.law import deadlines


def test_township_matter_is_due_ten_working_days_after_assignment_with_the_autumn_holiday_between():
    limit = deadlines.deadline("casework.settle.township", on=date(2023, 9, 27), overlays=("sample",))
    assert limit.due_on(date(2023, 9, 27)) == date(2023, 10, 17)
    assert str(limit.citation) == "《代表联络站工作办法（示例）》第十二条第三款"
    assert limit.citation.rank.label == "本级规定"
