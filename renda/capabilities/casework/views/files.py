"""Opening what was attached to a matter: only for those who may see the matter, and only pictures in the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from renda.capabilities.casework import queries
from renda.capabilities.casework.models import Case
from renda.capabilities.casework.views import tracking
from renda.foundation.files import store
from renda.foundation.files.models import Attachment

INLINE = frozenset({"image/jpeg", "image/png", "image/webp"})


@login_not_required
@require_safe
def download(request: Any, pk: int, name: str) -> FileResponse:
    """Send a file of a matter; the name in the address only makes it readable."""
    attachment = Attachment.objects.filter(pk=pk, owner_type=Case._meta.label_lower).first()
    if attachment is None or not _may_open(request, attachment):
        raise Http404
    path = store.location(attachment)
    if not path.is_file():
        raise Http404
    is_shown = attachment.content_type in INLINE
    response = FileResponse(
        path.open("rb"), as_attachment=not is_shown, filename=attachment.name, content_type=attachment.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _may_open(request: Any, attachment: Attachment) -> bool:
    """Whoever may see the matter; the citizen with the receipt opens what citizens themselves handed in."""
    tracked = tracking.tracked_case(request)
    if attachment.owner_id == tracked and attachment.added_by is None:
        return True
    actor = replace(request.actor, bearer_of=None)
    return queries.visible_to(actor).filter(pk=attachment.owner_id).exists()
