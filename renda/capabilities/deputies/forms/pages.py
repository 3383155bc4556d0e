"""Forms of the deputies' pages: strings in, typed values out, nothing decided."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from renda.capabilities.deputies.models import CongressTerm, Constituency, Delegation, Mandate
from renda.capabilities.deputies.queries import RollFilter
from renda.capabilities.deputies.rules import offices
from renda.capabilities.deputies.terms import Ending, Gender, MandateState, Suspension
from renda.foundation.accounts.models import Congress
from renda.foundation.accounts.terms import Level
from renda.foundation.web import widgets

FIRST_CONGRESS = date(1953, 1, 1)
LAST_DAY = date(2099, 12, 31)


def said(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str | Promise]]:
    """The choices of a vocabulary with labels that follow the reader's language."""
    return [(value, _(label)) for value, label in choices]


class Day(forms.DateField):
    """A day a congress can have had."""

    def __init__(self, **kwargs: Any) -> None:
        early = MinValueValidator(FIRST_CONGRESS, _("日期太早，请核对年份"))
        late = MaxValueValidator(LAST_DAY, _("日期太晚，请核对年份"))
        super().__init__(widget=widgets.DateInput(), validators=[early, late], **kwargs)


def roll_filter(query: Any) -> RollFilter:
    """The filter an address asks for; values that cannot be are passed over."""
    level, place, state = query.get("level", ""), query.get("place", ""), query.get("state", "")
    delegation = query.get("delegation", "")
    return RollFilter(
        level=level if level in Level.values() else "",
        place_code=place if place.isdecimal() and len(place) <= 9 else "",
        delegation_id=int(delegation) if delegation.isdecimal() and len(delegation) < 12 else None,
        state=state if state in MandateState.values() else "",
        text=query.get("q", "").replace("\x00", "").strip()[:40],
    )


class Filter(forms.Form):
    """The filter as fields above the roll."""

    # Nobody needs to be told that a filter may stay empty.
    field_notes: ClassVar = {"level": "", "place": "", "delegation": "", "state": "", "q": ""}

    level = forms.ChoiceField(label=_("级别"), required=False)
    place = forms.ChoiceField(label=_("人大"), required=False)
    delegation = forms.ChoiceField(label=_("代表团"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False)
    q = forms.CharField(
        label=_("姓名、编号或者手机号"), max_length=40, required=False, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(
        self, *args: Any, congresses: Iterable[Congress], delegations: Iterable[Delegation], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("不限"))
        choices: dict[str, list[Any]] = {
            "level": [anything, *said(Level.choices())],
            "place": [anything, *((one.region_id, one.name) for one in congresses)],
            "delegation": [anything, *((str(one.pk), one.name) for one in delegations)],
            "state": [("", _("在任和暂停")), *said(MandateState.choices())],
        }
        for name, listed in choices.items():
            self.fields[name].choices = listed  # type: ignore[attr-defined]
        if len(choices["delegation"]) == 1:
            del self.fields["delegation"]


class _OfTerm(forms.Form):
    """Delegation and constituency of one term."""

    delegation = forms.ModelChoiceField(
        Delegation.objects.none(), label=_("代表团"), required=False, empty_label=_("未编入")
    )
    constituency = forms.ModelChoiceField(
        Constituency.objects.none(), label=_("选区或选举单位"), required=False, empty_label=_("未登记")
    )

    def __init__(self, *args: Any, term: CongressTerm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["delegation"].queryset = Delegation.objects.filter(term=term)  # type: ignore[attr-defined]
        self.fields["constituency"].queryset = Constituency.objects.filter(term=term)  # type: ignore[attr-defined]


class Person(forms.Form):
    """Who a deputy is."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    gender = forms.ChoiceField(
        label=_("性别"), choices=said(Gender.choices()), required=False, widget=widgets.Segmented()
    )
    phone = forms.CharField(
        label=_("手机号"),
        max_length=30,
        required=False,
        help_text=_("加密保存，只有本级人大机关看得到；也用来认出同一个人"),
        widget=forms.TextInput(attrs={"inputmode": "tel", "data-private": True, "autocomplete": "off"}),
    )
    employer = forms.CharField(label=_("工作单位及职务"), max_length=80, required=False)


class AddDeputy(_OfTerm, Person):
    """A person taken onto the roll of a term."""

    started_on = Day(label=_("任职日期"), required=False, help_text=_("补选的填写当选日期；本届开始时当选的不用填"))
    field_order = ("name", "gender", "phone", "employer", "delegation", "constituency", "started_on")


class Correct(Person):
    """What is known of a person, put right; the telephone only for those who may see it."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, with_phone: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_phone:
            del self.fields["phone"]


class Place(_OfTerm):
    """Delegation and constituency of a mandate, with what the page showed of them."""

    was_delegation = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was_constituency = forms.IntegerField(required=False, widget=forms.HiddenInput)


class GiveMandate(forms.Form):
    """A seat of another congress for a known person."""

    term = forms.ModelChoiceField(CongressTerm.objects.none(), label=_("人大和届次"))
    started_on = Day(label=_("任职日期"), required=False, help_text=_("补选的填写当选日期；本届开始时当选的不用填"))

    def __init__(self, *args: Any, terms: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms  # type: ignore[attr-defined]
        self.fields["term"].label_from_instance = term_name  # type: ignore[attr-defined]


def term_name(term: CongressTerm) -> str:
    """A term as it is called: the congress and its number."""
    return _("%(congress)s第%(number)s届") % {"congress": term.congress.name, "number": term.number}


class Suspend(forms.Form):
    """The ground of a suspension and its day."""

    reason = forms.ChoiceField(label=_("情形"), choices=said(Suspension.choices()), widget=forms.RadioSelect)
    suspended_on = Day(label=_("暂停日期"))


class End(forms.Form):
    """The ground on which a mandate ended and its day."""

    reason = forms.ChoiceField(
        label=_("情形"),
        choices=said((value, label) for value, label in Ending.choices() if value != Ending.TERM_OVER),
        widget=forms.RadioSelect,
    )
    ended_on = Day(label=_("终止日期"))


class Appoint(forms.Form):
    """An office for a deputy, of those the level has."""

    title = forms.ChoiceField(label=_("职务"), widget=forms.RadioSelect)
    started_on = Day(label=_("任职日期"))

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = [(title.value, title.label) for title in offices.titles_at(mandate.level)]
        self.fields["title"].choices = said(titles)  # type: ignore[attr-defined]


class EndOffice(forms.Form):
    """The day an office ended."""

    ended_on = Day(label=_("免职或者辞职日期"))


class RegisterTerm(forms.Form):
    """A term and its approved number of deputies."""

    congress = forms.ModelChoiceField(Congress.objects.none(), label=_("人大"))
    number = forms.IntegerField(label=_("第几届"), min_value=1, max_value=99)
    seats = forms.IntegerField(
        label=_("代表名额"), min_value=1, max_value=4000, help_text=_("按上级批准的数填写，系统不推算")
    )

    def __init__(self, *args: Any, congresses: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["congress"].queryset = congresses  # type: ignore[attr-defined]


class Start(forms.Form):
    """The day the first session of a term opens."""

    opens_on = Day(label=_("第一次会议开幕日期"))


class OpenSession(forms.Form):
    """The next session."""

    number = forms.IntegerField(label=_("第几次会议"), min_value=2, max_value=99)
    opens_on = Day(label=_("开幕日期"))


class CloseSession(forms.Form):
    """The day a session closed."""

    closes_on = Day(label=_("闭幕日期"))


class Seats(forms.Form):
    """The approved number, put right."""

    seats = forms.IntegerField(label=_("代表名额"), min_value=1, max_value=4000)


class AddDelegation(forms.Form):
    """A delegation's name."""

    name = forms.CharField(label=_("代表团名称"), max_length=40)


class AddConstituency(forms.Form):
    """A constituency or electing unit."""

    name = forms.CharField(label=_("选区或选举单位名称"), max_length=60)
    seats = forms.IntegerField(label=_("应选代表数"), min_value=1, max_value=999, required=False)
    region = forms.ChoiceField(label=_("所在地"), required=False)

    def __init__(self, *args: Any, regions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = [("", _("不限")), *regions]  # type: ignore[attr-defined]


class Upload(forms.Form):
    """A roll as a file."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("Excel（.xlsx）或者CSV，不超过5MB、3000行；CSV用UTF-8或者GBK编码都可以"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
