"""The statistics surface."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Pages over the floors below; no tables of its own."""

    name = "renda.surfaces.statistics"
    label = "statistics"
