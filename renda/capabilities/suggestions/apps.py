"""The suggestions app."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class SuggestionsConfig(AppConfig):
    """Deputies' suggestions, criticisms and opinions."""

    name = "renda.capabilities.suggestions"
    label = "suggestions"
    verbose_name = "代表建议"

    def ready(self) -> None:
        """Make grants, figures and the texts of the radar known."""
        from renda.capabilities.suggestions import indicators, policy  # noqa: F401 - registered on import
        from renda.capabilities.suggestions.documents import forms

        forms.register()
        from renda.capabilities.suggestions.queries import radar  # noqa: F401 - registered on import

        _show_ways()


def _show_ways() -> None:
    """Where each role goes."""
    from renda.capabilities.suggestions.queries.organ import waiting_for
    from renda.foundation.accounts.queries import works_for_congress
    from renda.foundation.accounts.terms import Role
    from renda.foundation.web import navigation

    def reader(actor: Any) -> bool:
        return bool({Role.OFFICE, Role.LEADER, Role.COMMITTEE} & actor.roles)

    def committee(actor: Any) -> bool:
        return Role.COMMITTEE in actor.roles

    def organ(actor: Any) -> bool:
        return bool(actor.organ_ids or actor.headed_organ_ids)

    def followed(actor: Any) -> bool:
        return bool({Role.OFFICE, Role.COMMITTEE} & actor.roles)

    def deputy(actor: Any) -> bool:
        return Role.DEPUTY in actor.roles

    add = navigation.add
    add(gettext_noop("我的建议"), "suggestions:mine", icon="file-text", shown_to=deputy, order=18, on_phone=True)
    add(
        gettext_noop("承办建议"),
        "suggestions:inbox",
        icon="file-text",
        shown_to=organ,
        order=16,
        on_phone=True,
        count=waiting_for,
    )
    add(gettext_noop("承诺台账"), "suggestions:ledger", icon="list-check", shown_to=followed, order=25)
    add(gettext_noop("审查交办"), "suggestions:desk", icon="clipboard-check", shown_to=works_for_congress, order=22)
    add(gettext_noop("代表建议"), "suggestions:list", icon="file-text", shown_to=reader, order=24, on_phone=True)
    add(gettext_noop("重点督办"), "suggestions:priorities", icon="flag", shown_to=committee, order=26, on_phone=True)
