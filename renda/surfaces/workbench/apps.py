"""The workbench surface."""

from django.apps import AppConfig


class WorkbenchConfig(AppConfig):
    """Pages over the floors below; no tables of its own."""

    name = "renda.surfaces.workbench"
    label = "workbench"
