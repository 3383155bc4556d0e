"""The facts app."""

from django.apps import AppConfig


class FactsConfig(AppConfig):
    """See the module's own documents."""

    name = "renda.foundation.facts"
    label = "facts"
