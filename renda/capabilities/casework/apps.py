"""The casework app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """群众反映问题."""

    name = "renda.capabilities.casework"
    label = "casework"
    verbose_name = "群众反映问题"
