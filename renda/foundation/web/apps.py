"""The web app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """See the module's own documents."""

    name = "renda.foundation.web"
    label = "web"
