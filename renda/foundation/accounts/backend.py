"""Who a session belongs to: the user and the posts held, in one query a request."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend

from renda.foundation.accounts.models import Post, User


class SessionBackend(BaseBackend):
    """Finds the user of a session; signing in itself is an act of its own (``actions.check_sign_in``)."""

    def get_user(self, user_id: int) -> User | None:
        """The active user, with the posts read along; a user without a post costs a second query."""
        held = list(Post.objects.filter(user_id=user_id, ended_on__isnull=True).select_related("user").order_by("pk"))
        user = held[0].user if held else User.objects.filter(pk=user_id).first()
        if user is None or not user.is_active:
            return None
        user.held = held  # type: ignore[attr-defined]
        return user
