"""The similarity app."""

from django.apps import AppConfig


class SimilarityConfig(AppConfig):
    """See the module's own documents."""

    name = "renda.foundation.similarity"
    label = "similarity"
