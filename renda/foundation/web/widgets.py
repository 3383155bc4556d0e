"""Owns the inputs that HTML lacks: choices in one line, choice cards and photographs."""

from typing import Any

from django import forms


class Segmented(forms.RadioSelect):
    """Short choices in one line; the number keys pick one when the group has the focus."""

    template_name = "web/forms/widgets/segmented.html"


class ChoiceCards(forms.RadioSelect):
    """A few weighty choices as cards, each with a line that says what it means."""

    template_name = "web/forms/widgets/choice_cards.html"

    def __init__(self, *args: Any, explanations: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.explanations = explanations or {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the explaining line to Django's option."""
        option = super().create_option(name, value, *args, **kwargs)
        option["explanation"] = self.explanations.get(str(value), "")
        return option


class Photos(forms.ClearableFileInput):
    """Photographs from the camera or the album, with previews where scripts run."""

    template_name = "web/forms/widgets/photos.html"
    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None, *, at_most: int = 6) -> None:
        super().__init__({"accept": "image/*", "multiple": True, **(attrs or {})})
        self.at_most = at_most

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Hand the limit to the template, which tells it to the script."""
        context = super().get_context(name, value, attrs)
        context["widget"]["at_most"] = self.at_most
        return context

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """Return every chosen file, as a list."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class DateInput(forms.DateInput):
    """The browser's own date picker, which asks for ISO text."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
