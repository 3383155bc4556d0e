"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Messages to people."""

    name = "renda.foundation.notices"
    label = "notices"
    verbose_name = "消息"

    def ready(self) -> None:
        """Make its grants known."""
        from renda.foundation.notices import policy  # noqa: F401 - registration on import
