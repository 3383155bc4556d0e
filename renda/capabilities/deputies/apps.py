"""The deputies app."""

from django.apps import AppConfig


class DeputiesConfig(AppConfig):
    """人大代表."""

    name = "renda.capabilities.deputies"
    label = "deputies"
    verbose_name = "人大代表"
