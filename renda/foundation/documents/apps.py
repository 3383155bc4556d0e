"""The documents app."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents in Excel and Word, and the templates of Word that offices keep."""

    name = "renda.foundation.documents"
    label = "documents"
    verbose_name = "公文模板"

    def ready(self) -> None:
        """Make its grants known."""
        from renda.foundation.documents import policy  # noqa: F401 - registration on import
