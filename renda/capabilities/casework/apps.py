"""The casework app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Citizens' matters at liaison stations."""

    name = "renda.capabilities.casework"
    label = "casework"
    verbose_name = "群众反映问题"

    def ready(self) -> None:
        """Make grants and figures known."""
        from renda.capabilities.casework import indicators, policy  # noqa: F401 - registration on import
