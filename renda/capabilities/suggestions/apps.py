"""The suggestions app."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Deputies' suggestions, criticisms and opinions."""

    name = "renda.capabilities.suggestions"
    label = "suggestions"
    verbose_name = "代表建议"

    def ready(self) -> None:
        """Make grants and figures known."""
        from renda.capabilities.suggestions import indicators, policy  # noqa: F401 - registered on import
