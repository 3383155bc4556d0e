"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """See the module's own documents."""

    name = "renda.foundation.files"
    label = "files"
