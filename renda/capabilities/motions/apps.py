"""The motions app."""

from django.apps import AppConfig


class MotionsConfig(AppConfig):
    """Motions and inquiries of deputies and of bodies the law names."""

    name = "renda.capabilities.motions"
    label = "motions"
    verbose_name = "议案和质询案"

    def ready(self) -> None:
        """Make grants known."""
        from renda.capabilities.motions import policy  # noqa: F401 - registered on import
