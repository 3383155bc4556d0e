"""The suggestions app."""

from django.apps import AppConfig


class SuggestionsConfig(AppConfig):
    """Deputies' suggestions, criticisms and opinions."""

    name = "renda.capabilities.suggestions"
    label = "suggestions"
    verbose_name = "代表建议"

    def ready(self) -> None:
        """Make grants, figures and the texts of the radar known."""
        from renda.capabilities.suggestions import indicators, policy  # noqa: F401 - registered on import
        from renda.capabilities.suggestions.documents import forms

        forms.register()
        from renda.capabilities.suggestions.queries import radar  # noqa: F401 - registered on import
