"""The workdays app."""

from django.apps import AppConfig


class WorkdaysConfig(AppConfig):
    """Days that an office works or rests against the printed calendar."""

    name = "renda.foundation.workdays"
    label = "workdays"
    verbose_name = "工作日历"

    def ready(self) -> None:
        """Make its grants known."""
        from renda.foundation.workdays import policy  # noqa: F401 - registration on import
