"""Reads of templates: an office's own, or the default."""

from __future__ import annotations

from renda.foundation.accounts.actor import Actor
from renda.foundation.accounts.models import Congress
from renda.foundation.accounts.terms import Role
from renda.foundation.documents.models import Template
from renda.foundation.documents.word import registry


def congresses_of(actor: Actor) -> list[Congress]:
    """The congresses whose office this person works in, in administrative order."""
    codes = actor.places(Role.OFFICE)
    return list(Congress.objects.filter(region_id__in=codes).order_by("region_id"))


def own_templates(congress: Congress) -> dict[str, Template]:
    """The templates an office keeps, by form, without their content."""
    return {row.form: row for row in Template.objects.filter(congress=congress).defer("content")}


def own_template(congress: Congress, form_name: str) -> Template | None:
    """The office's own template of one form."""
    return Template.objects.filter(congress=congress, form=form_name).first()


def content(form: registry.Form, congress: Congress | None) -> bytes:
    """The template in use: the congress's own where it keeps one, else the default."""
    row = own_template(congress, form.name) if congress is not None else None
    return bytes(row.content) if row is not None else registry.default_template(form)
