"""Fence the trail: its rows are added and read, and nothing else."""

from typing import ClassVar

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_entry_no_{verb} BEFORE {VERB} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END
"""


def raise_fence(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(verb=verb.lower(), VERB=verb))
        return
    schema_editor.execute(
        "CREATE FUNCTION renda_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        params=None,
    )
    schema_editor.execute(
        "CREATE TRIGGER audit_entry_no_change BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION renda_append_only()"
    )
    schema_editor.execute(
        "CREATE TRIGGER audit_entry_no_truncate BEFORE TRUNCATE ON audit_entry "
        "FOR EACH STATEMENT EXECUTE FUNCTION renda_append_only()"
    )


def lower_fence(_apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER audit_entry_no_{verb}")
        return
    schema_editor.execute("DROP TRIGGER audit_entry_no_truncate ON audit_entry")
    schema_editor.execute("DROP TRIGGER audit_entry_no_change ON audit_entry")
    schema_editor.execute("DROP FUNCTION renda_append_only()")


class Migration(migrations.Migration):
    dependencies: ClassVar = [("audit", "0001_initial")]
    operations: ClassVar = [migrations.RunPython(raise_fence, lower_fence)]
