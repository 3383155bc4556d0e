"""Input about a station: its facts, staff, money, standard and sign-ins."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from renda.capabilities.stations.actions.stations import MOST_STAFF
from renda.capabilities.stations.queries.stations import CheckedItem
from renda.capabilities.stations.rules.standard import Answer
from renda.capabilities.stations.terms import (
    ChecklistItemKind,
    StaffRole,
    StationKind,
    StationScope,
    StationState,
)
from renda.foundation.vocabulary import Term
from renda.foundation.web import widgets

MICRO = 1_000_000
FEN = 100


def words(term: type[Term]) -> list[tuple[str, Any]]:
    """The words of a vocabulary as choices in the reader's language."""
    return [(value, _(label)) for value, label in term.choices()]


class Search(forms.Form):
    """What of the stations to list."""

    q = forms.CharField(label=_("名称或编号"), max_length=40, required=False)
    place = forms.ChoiceField(label=_("地方"), required=False)
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[("", _("全部")), *words(StationKind)])
    scope = forms.ChoiceField(label=_("服务范围"), required=False, choices=[("", _("全部")), *words(StationScope)])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[("", _("全部")), *words(StationState)])
    field_notes = {"q": "", "place": "", "kind": "", "scope": "", "state": ""}

    def __init__(self, *args: Any, places: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("全部")), *places]  # type: ignore[attr-defined]


class Facts(forms.Form):
    """What a station is, where it is and how to reach it."""

    name = forms.CharField(label=_("名称"), max_length=60)
    scope = forms.ChoiceField(
        label=_("服务范围"), choices=words(StationScope), widget=widgets.Segmented, initial=StationScope.AREA
    )
    industry = forms.CharField(
        label=_("服务的行业"), max_length=40, required=False, help_text=_("专业联络站填写，例如煤化工、商贸服务")
    )
    address = forms.CharField(label=_("地址"), max_length=120, required=False)
    phone = forms.CharField(label=_("电话"), max_length=20, required=False)
    longitude = forms.DecimalField(
        label=_("经度"), min_value=73, max_value=136, decimal_places=6, required=False, localize=False
    )
    latitude = forms.DecimalField(
        label=_("纬度"), min_value=3, max_value=54, decimal_places=6, required=False, localize=False
    )
    opened_on = forms.DateField(label=_("建站日期"), required=False, widget=widgets.DateInput)
    introduction = forms.CharField(
        label=_("简介"), max_length=500, required=False, widget=forms.Textarea(attrs={"maxlength": 500})
    )

    def facts(self) -> dict[str, Any]:
        """The facts as the actions take them; degrees become whole millionths."""
        data = dict(self.cleaned_data)
        data["scope"] = StationScope(data["scope"])
        data["longitude_e6"] = _micro(data.pop("longitude"))
        data["latitude_e6"] = _micro(data.pop("latitude"))
        return data


class Opening(Facts):
    """The facts of a new station, and the place it belongs to."""

    region = forms.ChoiceField(label=_("所属地方"))
    field_order = ("region", "name")

    def __init__(self, *args: Any, regions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """The facts without the place."""
        data = super().facts()
        del data["region"]
        return data


class Reason(forms.Form):
    """Why something is done; shown in the trail."""

    reason = forms.CharField(label=_("原因"), max_length=120)


class Member(forms.Form):
    """One member of a station's staff."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    role = forms.ChoiceField(label=_("职务"), choices=words(StaffRole))
    user_id = forms.IntegerField(required=False, widget=forms.HiddenInput)


class Members(forms.BaseFormSet):
    """The staff as a list of members; a number of lines that no page sends is refused before any is read."""

    default_error_messages = {
        "missing_management_form": _("页面没有提交完整，请刷新以后重新填写"),
        "too_many_forms": _("一个联络站最多登记%(num)s名工作人员"),
    }


Staff = forms.formset_factory(
    Member, formset=Members, extra=2, max_num=MOST_STAFF, absolute_max=MOST_STAFF, can_delete=True
)


class Photos(forms.Form):
    """Photos of a station."""

    photos = forms.Field(label=_("照片"), widget=widgets.Photos(at_most=6))
    field_notes = {"photos": "最多6张"}


class SignIn(forms.Form):
    """Who gets a sign-in as clerk."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    username = forms.RegexField(
        label=_("登录名"),
        regex=r"^[a-zA-Z0-9][a-zA-Z0-9._-]{2,38}$",
        help_text=_("3到39个字母、数字、点或短横线"),
        error_messages={"invalid": _("登录名只能用字母、数字、点和短横线，至少3个")},
    )


class Money(forms.Form):
    """Work money of a budget year, in yuan."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2099)
    amount = forms.DecimalField(label=_("金额（元）"), min_value=0, max_value=10**10, decimal_places=2)
    note = forms.CharField(label=_("说明"), max_length=120, required=False)

    def amount_fen(self) -> int:
        """The amount in fen."""
        return int(self.cleaned_data["amount"] * FEN)


class Standard(forms.Form):
    """The station standard, one field an item; what is left empty keeps what was found before."""

    checked_on = forms.DateField(label=_("检查日期"), widget=widgets.DateInput)

    def __init__(self, *args: Any, items: Sequence[CheckedItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for checked in items:
            self.fields[checked.item.key] = _answer_field(checked)

    def groups(self) -> list[tuple[str, list[Any]]]:
        """The bound fields by group of the standard."""
        grouped: dict[str, list[Any]] = {}
        for checked in self.items:
            grouped.setdefault(checked.item.group, []).append(self[checked.item.key])
        return list(grouped.items())

    def answers(self) -> dict[str, Answer]:
        """The answers given, by item."""
        found: dict[str, Answer] = {}
        for checked in self.items:
            value = self.cleaned_data.get(checked.item.key)
            if checked.item.kind is ChecklistItemKind.NUMBER:
                found[checked.item.key] = value
            else:
                found[checked.item.key] = {"yes": True, "no": False}.get(value or "")
        return found


def _answer_field(checked: CheckedItem) -> forms.Field:
    label = gettext(checked.item.text)
    if checked.item.kind is ChecklistItemKind.NUMBER:
        unit = gettext(checked.item.unit)
        return forms.IntegerField(
            label=label,
            required=False,
            min_value=0,
            max_value=1_000_000,
            initial=checked.value,
            help_text=_("至少%(n)s%(unit)s") % {"n": checked.item.minimum, "unit": unit},
        )
    known = {True: "yes", False: "no"}.get(bool(checked.value), "") if checked.value is not None else ""
    return forms.ChoiceField(
        label=label,
        required=False,
        initial=known,
        choices=[("yes", _("是")), ("no", _("否"))],
        widget=widgets.Segmented,
    )


def _micro(degrees: Decimal | None) -> int | None:
    return None if degrees is None else int(degrees * MICRO)
