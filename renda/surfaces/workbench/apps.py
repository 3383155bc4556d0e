"""The workbench surface."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class WorkbenchConfig(AppConfig):
    """Pages over the floors below; no tables of its own."""

    name = "renda.surfaces.workbench"
    label = "workbench"

    def ready(self) -> None:
        """Put the home page, the templates, the accounts and the calendar where those who need them look."""
        from renda.foundation.accounts import queries as account_queries
        from renda.foundation.accounts.terms import Role
        from renda.foundation.policy import grants
        from renda.foundation.web import navigation
        from renda.surfaces.workbench import beginnings

        navigation.add(
            gettext_noop("首页"),
            "workbench:home",
            icon="home",
            shown_to=beginnings.has_own_page,
            order=0,
            on_phone=True,
        )
        navigation.add(
            gettext_noop("公文模板"),
            "documents:templates",
            icon="template",
            shown_to=account_queries.works_for_congress,
            order=92,
        )
        navigation.add(
            gettext_noop("账号"),
            "accounts:users",
            icon="user-cog",
            shown_to=lambda actor: grants.allowed(actor, "accounts.administer"),
            order=95,
            on_phone=True,
        )
        navigation.add(
            gettext_noop("工作日历"),
            "workdays:calendar",
            icon="calendar-month",
            shown_to=lambda actor: Role.OPERATOR in actor.roles,
            order=96,
            on_phone=True,
        )
