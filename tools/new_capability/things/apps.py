"""The things app."""

from django.apps import AppConfig


class ThingsConfig(AppConfig):
    """What this capability lets a congress do."""

    name = "renda.capabilities.things"
    label = "things"
