"""Input about duty days: the rule, a window of the plan, single days, rosters and visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.capabilities.deputies import queries as deputy_queries
from renda.capabilities.stations.forms.stations import words
from renda.capabilities.stations.rules import duty_rule, wording
from renda.capabilities.stations.rules.duty_rule import LAST, DutyRule
from renda.capabilities.stations.terms import DutyRuleKind, HolidayShift, RestDays, VisitManner
from renda.foundation.web import widgets

TEN = 10
SHOWN: dict[str, tuple[str, ...]] = {
    DutyRuleKind.NTH_WEEKDAY: ("ordinals", "weekdays", "months"),
    DutyRuleKind.DAY_OF_MONTH: ("month_days", "months"),
    DutyRuleKind.WEEKLY: ("weekdays", "months"),
    DutyRuleKind.EVERY_N_WEEKS: ("every_weeks", "anchor_on", "weekdays"),
    DutyRuleKind.SOLAR_MARKET: ("digits", "months"),
    DutyRuleKind.LUNAR_MARKET: ("digits",),
    DutyRuleKind.ANNOUNCED: ("dates",),
    DutyRuleKind.APPOINTMENT: (),
}
LISTS = ("ordinals", "weekdays", "month_days", "months", "digits", "dates")


class Numbers(forms.TypedMultipleChoiceField):
    """Several small numbers, ticked."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: Any, choices: Sequence[tuple[int, Any]]) -> None:
        super().__init__(label=label, choices=choices, coerce=int, required=False, empty_value=[])


class Dates(forms.CharField):
    """Several days, written in any usual way with anything between them."""

    widget = forms.Textarea(attrs={"rows": 2})

    def to_python(self, value: Any) -> Any:
        """The days; one that is none is named in the error."""
        text = super().to_python(value)
        days = []
        for word in str(text or "").replace("，", " ").replace("、", " ").replace(",", " ").split():
            dashed = word.replace("年", "-").replace("月", "-").removesuffix("日")  # not a message
            plain = dashed.replace("/", "-").replace(".", "-")
            try:
                year, month, day = (int(part) for part in plain.split("-"))
                days.append(date(year, month, day))
            except ValueError as fault:
                raise forms.ValidationError(_("“%(word)s”不是日期，请写成2026-11-24"), params={"word": word}) from fault
        return tuple(days)

    def prepare_value(self, value: Any) -> Any:
        """Days as the text a person edits."""
        return " ".join(day.isoformat() for day in value) if isinstance(value, list | tuple) else value


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


class Rule(forms.Form):
    """The duty-day rule of a station."""

    kind = forms.ChoiceField(label=_("怎样定值班日"), choices=words(DutyRuleKind), initial=DutyRuleKind.NTH_WEEKDAY)
    ordinals = Numbers(_("第几个"), [(number, _(word)) for number, word in wording.ORDINALS.items()])
    weekdays = Numbers(_("周几"), [(number, _(word)) for number, word in enumerate(wording.WEEKDAYS, start=1)])
    month_days = Numbers(_("几日"), [*((day, str(day)) for day in range(1, 32)), (LAST, _("最后一日"))])
    months = Numbers(_("月份"), [(number, _(word)) for number, word in enumerate(wording.MONTHS, start=1)])
    digits = Numbers(_("集日尾数"), [*((digit, str(digit)) for digit in range(1, TEN)), (0, str(TEN))])
    every_weeks = forms.IntegerField(label=_("每隔几周"), min_value=1, max_value=duty_rule.MOST_WEEKS, required=False)
    anchor_on = forms.DateField(label=_("从哪一天起算"), required=False, widget=widgets.DateInput)
    dates = Dates(label=_("日期"), required=False, max_length=8000)
    opens = _time(_("开始时间"))
    closes = _time(_("结束时间"))
    holiday_shift = forms.ChoiceField(
        label=_("遇休息日"), choices=words(HolidayShift), initial=HolidayShift.NEXT_WORKING_DAY
    )
    moves_off = forms.ChoiceField(label=_("哪些算休息日"), choices=words(RestDays), initial=RestDays.REST_DAYS)
    extra_dates = Dates(label=_("另外增加的日期"), required=False, max_length=8000)
    cancelled_dates = Dates(label=_("取消的日期"), required=False, max_length=8000)
    also_by_appointment = forms.BooleanField(label=_("其他时间可以预约"), required=False)
    notice_days = forms.IntegerField(
        label=_("提前几天公布"), min_value=0, max_value=duty_rule.MOST_NOTICE_DAYS, required=False
    )
    field_notes = {"months": "不选就是每月", "weekdays": ""}

    def shown(self) -> list[Any]:
        """The bound fields of the pattern that the chosen kind uses."""
        return [self[name] for name in SHOWN.get(str(self["kind"].value()), ())]

    def rule(self) -> DutyRule:
        """The rule, with the fields of its kind only.

        Raises:
            RuleBroken: the rule is absurd.
        """
        data = self.cleaned_data
        kind = DutyRuleKind(data["kind"])
        pattern: dict[str, Any] = {
            name: tuple(data[name] or ()) if name in LISTS else data[name] for name in SHOWN[kind]
        }
        rule = DutyRule(
            kind=kind,
            opens=data["opens"],
            closes=data["closes"],
            holiday_shift=HolidayShift(data["holiday_shift"]),
            moves_off=RestDays(data["moves_off"]),
            extra_dates=data["extra_dates"] or (),
            cancelled_dates=data["cancelled_dates"] or (),
            also_by_appointment=data["also_by_appointment"],
            notice_days=data["notice_days"],
            **pattern,
        )
        duty_rule.validate(rule)
        return rule


def initial_of(rule: DutyRule) -> dict[str, Any]:
    """A rule as what its form begins with."""
    return {name: getattr(rule, name) for name in Rule.base_fields}


def plausible(day: date) -> None:
    """A day that has a following one, and that somebody may plan for."""
    if day.year > duty_rule.LAST_YEAR:
        raise forms.ValidationError(gettext("日期%(day)s不合理") % {"day": day.isoformat()})


class Window(forms.Form):
    """A span of days, both ends included."""

    starts_on = forms.DateField(label=_("从"), widget=widgets.DateInput)
    ends_on = forms.DateField(label=_("到"), widget=widgets.DateInput, validators=[plausible])


class ExtraDay(forms.Form):
    """A duty day by itself."""

    on = forms.DateField(label=_("日期"), widget=widgets.DateInput)
    starts_at = forms.TimeField(label=_("开始时间"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends_at = forms.TimeField(label=_("结束时间"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    reason = forms.CharField(label=_("说明"), max_length=120, required=False)


class Move(forms.Form):
    """Where a duty day goes, and why."""

    to = forms.DateField(label=_("改到"), widget=widgets.DateInput)
    reason = forms.CharField(label=_("原因"), max_length=120)


class Picked(forms.Field):
    """Deputies picked by search; each must be one who may serve at the station's place."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[int]:
        """The ids, in the order they were picked."""
        ids = [int(one) for one in value or () if str(one).isdecimal() and len(str(one)) < 19]
        if not ids and self.required:
            raise forms.ValidationError(_("请至少选择一名代表"), code="nobody-named")
        return list(dict.fromkeys(ids))


class WithDeputies(forms.Form):
    """A form that names deputies who may serve at a place; ``known`` are offered without a search."""

    deputies = Picked(label=_("代表"))

    def __init__(self, *args: Any, place_code: str, known: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place_code, self.known = place_code, dict(known)

    def clean_deputies(self) -> list[int]:
        """Only deputies of this place; the names of those found are kept for showing the form again."""
        ids: list[int] = self.cleaned_data["deputies"]
        strangers = [pk for pk in ids if pk not in self.known]
        found = dict(
            deputy_queries.deputies_near(self.place_code).filter(pk__in=strangers).values_list("pk", "name")
            if strangers
            else ()
        )
        self.known |= found
        if any(pk not in self.known for pk in ids):
            raise forms.ValidationError(gettext("有的代表不属于本地方，请重新选择"))
        return ids

    def offered(self) -> list[tuple[int, str, bool]]:
        """Id, name and whether ticked, for each deputy to show."""
        ticked = {str(one) for one in self["deputies"].value() or ()}
        return [(pk, name, str(pk) in ticked) for pk, name in self.known.items()]


class Rota(WithDeputies):
    """Who shares the duty days of a window."""

    starts_on = forms.DateField(label=_("从"), widget=widgets.DateInput)
    ends_on = forms.DateField(label=_("到"), widget=widgets.DateInput, validators=[plausible])
    per_day = forms.IntegerField(label=_("每次几名代表"), min_value=1, max_value=50, initial=2)


class DayRoster(WithDeputies):
    """Who is on duty on one day."""


class Substitute(WithDeputies):
    """Who comes in place of another."""

    def clean_deputies(self) -> list[int]:
        """Just one."""
        ids = super().clean_deputies()
        if len(ids) != 1:
            raise forms.ValidationError(gettext("请选择一名代表"))
        return ids


class Record(WithDeputies):
    """Deputies who came to the station."""

    on = forms.DateField(label=_("日期"), widget=widgets.DateInput)
    manner = forms.ChoiceField(
        label=_("来做什么"), choices=words(VisitManner), widget=widgets.Segmented, initial=VisitManner.RECEPTION
    )
    photos = forms.Field(label=_("照片"), required=False, widget=widgets.Photos(at_most=6))
    field_notes = {"photos": "可不传，最多6张"}
