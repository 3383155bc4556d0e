"""The notices app."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """See the module's own documents."""

    name = "renda.foundation.notices"
    label = "notices"
