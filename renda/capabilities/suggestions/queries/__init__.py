"""Every read of suggestions."""

from renda.capabilities.suggestions.queries.scope import led_by, public, to_sign, visible_to

__all__ = ["led_by", "public", "to_sign", "visible_to"]
