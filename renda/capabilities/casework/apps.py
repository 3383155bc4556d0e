"""The casework app."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_noop


class CaseworkConfig(AppConfig):
    """Citizens' matters at liaison stations."""

    name = "renda.capabilities.casework"
    label = "casework"
    verbose_name = "群众反映问题"

    def ready(self) -> None:
        """Make grants and figures known, and where each role goes; one who holds several has the widest list."""
        from renda.capabilities.casework import (  # noqa: F401 - registered on import
            indicators,
            policy,
            queries,
            reactions,
        )
        from renda.capabilities.casework.queries import linked, radar  # noqa: F401 - registered on import
        from renda.foundation.accounts.terms import Role
        from renda.foundation.web import navigation

        def at_desk(actor: Any) -> bool:
            return bool(actor.places(Role.CLERK, Role.OFFICE))

        def office(actor: Any) -> bool:
            return Role.OFFICE in actor.roles

        def clerk(actor: Any) -> bool:
            return Role.CLERK in actor.roles and not office(actor)

        def handler(actor: Any) -> bool:
            return bool(actor.organ_ids)

        def deputy(actor: Any) -> bool:
            return Role.DEPUTY in actor.roles and not at_desk(actor)

        add, waiting = navigation.add, queries.counts_waiting
        add(gettext_noop("来访登记"), "casework:register", icon="pencil-plus", shown_to=clerk, order=10, on_phone=True)
        add(
            gettext_noop("待办"),
            "casework:todo",
            icon="inbox",
            shown_to=at_desk,
            order=15,
            on_phone=True,
            count=waiting,
        )
        add(gettext_noop("问题办理"), "casework:list", icon="folders", shown_to=office, order=20, on_phone=True)
        add(gettext_noop("本站台账"), "casework:ledger", icon="notebook", shown_to=clerk, order=20, on_phone=True)
        add(
            gettext_noop("承办事项"),
            "casework:inbox",
            icon="briefcase",
            shown_to=handler,
            order=15,
            on_phone=True,
            count=waiting,
        )
        add(gettext_noop("我接待的"), "casework:received", icon="messages", shown_to=deputy, order=20, on_phone=True)
