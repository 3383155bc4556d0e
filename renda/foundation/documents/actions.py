"""The writers of templates."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import BinaryIO

from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Congress
from renda.foundation.action import action
from renda.foundation.audit import trail
from renda.foundation.documents.models import Template
from renda.foundation.documents.word import intake
from renda.foundation.documents.word.registry import Form
from renda.foundation.errors import StaleState
from renda.foundation.policy import grants


@action
def set_template(
    congress: Congress, form: Form, *, upload: BinaryIO, file_name: str, size: int, actor: Actor, at: datetime
) -> Template:
    """Keep an office's own template; handing in another replaces it.

    Raises:
        RuleBroken: the file is no .docx, is too large, runs or reaches out, or names unknown places.
    """
    grants.require(actor, "documents.edit_templates", congress)
    accepted = intake.judge(form, upload, file_name, size)
    digest = hashlib.sha256(accepted.data).hexdigest()
    row, _ = Template.objects.update_or_create(
        congress=congress,
        form=form.name,
        defaults={
            "file_name": accepted.name,
            "content": accepted.data,
            "sha256": digest,
            "findings": [
                {"message": f.message, "params": f.params, "citation": f.citation, "where": f.where}
                for f in accepted.findings
            ],
            "set_by": actor.user_id,
            "set_at": at,
        },
    )
    trail.record(
        at=at,
        actor=actor,
        verb="documents.set_template",
        subject=row,
        changes={"form": form.name, "sha256": digest, "findings": len(accepted.findings)},
    )
    return row


@action
def forget_template(template: Template, *, actor: Actor, at: datetime) -> None:
    """Go back to the default.

    Raises:
        StaleState: someone else did so first.
    """
    grants.require(actor, "documents.edit_templates", template.congress)
    trail.record(
        at=at, actor=actor, verb="documents.forget_template", subject=template, changes={"form": template.form}
    )
    if not Template.objects.filter(pk=template.pk).delete()[0]:
        raise StaleState("forget_template")
