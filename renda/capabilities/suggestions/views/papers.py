"""Opening what is attached to a reply: only for those who may read the reply; and how any kept file is sent."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404
from django.views.decorators.http import require_safe

from renda.capabilities.suggestions.queries import organ as organ_queries
from renda.foundation.files import store
from renda.foundation.files.models import Attachment

INLINE = frozenset({"image/jpeg", "image/png", "image/webp"})


@require_safe
def download(request: Any, pk: int, name: str) -> FileResponse:
    """Send a paper of a reply; the name in the address only makes it readable."""
    return send(organ_queries.paper(request.actor, pk))


def send(found: Attachment | None) -> FileResponse:
    """A kept file as it is sent: pictures are shown, all else is saved.

    Raises:
        Http404: there is none, or it is not this reader's.
    """
    path = store.location(found) if found is not None else None
    if found is None or path is None or not path.is_file():
        raise Http404
    response = FileResponse(
        path.open("rb"),
        as_attachment=found.content_type not in INLINE,
        filename=found.name,
        content_type=found.content_type,
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
