"""The statistics surface."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class StatisticsConfig(AppConfig):
    """Pages over the floors below; no tables of its own."""

    name = "renda.surfaces.statistics"
    label = "statistics"

    def ready(self) -> None:
        """Make grants and the way to the pages known."""
        from renda.foundation.accounts.terms import Role
        from renda.foundation.web import navigation
        from renda.surfaces.statistics import policy

        navigation.add(
            gettext_noop("统计"),
            "statistics:index",
            icon="chart-bar",
            shown_to=lambda actor: not actor.roles.isdisjoint(policy.READERS),
            order=90,
        )
        # Committees have no stations of their own to read of.
        navigation.add(
            gettext_noop("建议统计"),
            "statistics:suggestions-index",
            icon="chart-bar",
            shown_to=lambda actor: Role.COMMITTEE in actor.roles and actor.roles.isdisjoint(policy.READERS),
            order=90,
        )
