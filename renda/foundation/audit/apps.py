"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the module's own documents."""

    name = "renda.foundation.audit"
    label = "audit"
