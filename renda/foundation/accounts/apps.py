"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Regions, congresses, organs, users and posts."""

    name = "renda.foundation.accounts"
    label = "accounts"
    verbose_name = "账户"

    def ready(self) -> None:
        """Make its grants known."""
        from renda.foundation.accounts import policy  # noqa: F401 - registration on import
