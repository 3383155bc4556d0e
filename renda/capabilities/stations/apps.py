"""The stations app."""

from django.apps import AppConfig


class StationsConfig(AppConfig):
    """代表联络站."""

    name = "renda.capabilities.stations"
    label = "stations"
    verbose_name = "代表联络站"

    def ready(self) -> None:
        """Register who may do what and what is counted."""
        from renda.capabilities.stations import indicators, policy  # noqa: F401
