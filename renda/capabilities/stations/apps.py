"""The stations app."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class StationsConfig(AppConfig):
    """代表联络站."""

    name = "renda.capabilities.stations"
    label = "stations"
    verbose_name = "代表联络站"

    def ready(self) -> None:
        """Register who may do what, what is counted, and where to go; accounts' grants too, for clerks' sign-ins."""
        from renda.capabilities.stations import indicators, policy  # noqa: F401
        from renda.foundation.accounts import policy as account_policy  # noqa: F401
        from renda.foundation.accounts.terms import Role
        from renda.foundation.web import navigation

        def office(actor: Any) -> bool:
            return Role.OFFICE in actor.roles

        def clerk(actor: Any) -> bool:
            return Role.CLERK in actor.roles

        navigation.add(gettext_noop("联络站"), "stations:index", icon="building-community", shown_to=office, order=40)
        navigation.add(
            gettext_noop("值班安排"), "stations:my-duty", icon="calendar-event", shown_to=clerk, order=50, on_phone=True
        )
        navigation.add(
            gettext_noop("代表进站"), "stations:my-visits", icon="user-check", shown_to=clerk, order=60, on_phone=True
        )
