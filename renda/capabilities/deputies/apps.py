"""The deputies app."""

from django.apps import AppConfig
from django.utils.translation import gettext_noop

from renda.foundation.accounts.terms import Role


class DeputiesConfig(AppConfig):
    """人大代表."""

    name = "renda.capabilities.deputies"
    label = "deputies"
    verbose_name = "人大代表"

    def ready(self) -> None:
        """Register who may do what and where to go; accounts' grants too, since the roll opens accounts."""
        from renda.capabilities.deputies import policy
        from renda.foundation.accounts import policy as account_policy  # noqa: F401
        from renda.foundation.web import navigation

        navigation.add(
            gettext_noop("代表"),
            "deputies:list",
            icon="users",
            shown_to=lambda actor: policy.keeps_rolls(actor, None),
            order=40,
        )
        navigation.add(
            gettext_noop("我的代表职务"),
            "deputies:own",
            icon="id-badge-2",
            shown_to=lambda actor: Role.DEPUTY in actor.roles,
            order=45,
            on_phone=True,
        )
