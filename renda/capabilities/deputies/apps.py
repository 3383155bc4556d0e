"""The deputies app."""

from django.apps import AppConfig


class DeputiesConfig(AppConfig):
    """人大代表."""

    name = "renda.capabilities.deputies"
    label = "deputies"
    verbose_name = "人大代表"

    def ready(self) -> None:
        """Register who may do what; accounts' grants too, since the roll opens accounts."""
        from renda.capabilities.deputies import policy  # noqa: F401
        from renda.foundation.accounts import policy as account_policy  # noqa: F401
