"""Templates of Word documents that a congress office keeps in place of the house's own."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Template(models.Model):
    """An office's own template for one kind of document; without a row the default is used."""

    congress = models.ForeignKey("accounts.Congress", on_delete=models.PROTECT, related_name="+")
    form = models.CharField(max_length=60)
    file_name = models.CharField(max_length=120)
    # Small, and kept with the database so that a backup of it holds the letters' form too.
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # How its example departs from the layout, as found when it was handed in: {message, params, citation}.
    findings = models.JSONField(default=list)
    set_by = models.BigIntegerField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["congress", "form"], name="one_template_a_form")]

    def __str__(self) -> str:
        return self.file_name
