"""What the database itself refuses: a published edition changes only by erasure, and neither it nor a Change ever goes.

Used by the migrations; the same rules on SQLite and PostgreSQL.
"""

from typing import Any

REFUSAL = "a published edition cannot be changed; erase it by law, or publish the next one"
GOING = "the public record keeps every edition and every change"

# Erasure alone: a new moment of erasure, the digest of what is left, and nothing else of the row's identity.
ERASURE = """NEW.erased_at IS NOT NULL AND (OLD.erased_at IS NULL OR NEW.erased_at > OLD.erased_at) AND NEW.digest_after <> ''
 AND NEW.id = OLD.id AND NEW.item_id = OLD.item_id AND NEW.number = OLD.number AND NEW.language = OLD.language
 AND NEW.kind = OLD.kind AND NEW.digest = OLD.digest"""

# A public reason loses words by erasure alone; nothing else of a Change ever alters.
NOTE_ERASURE = """NEW.note LIKE '%[erased]%' AND NEW.note <> OLD.note AND NEW.n = OLD.n AND NEW.at = OLD.at AND NEW.kind = OLD.kind
 AND NEW.subject = OLD.subject AND NEW.quiet = OLD.quiet AND COALESCE(NEW.item_id, 0) = COALESCE(OLD.item_id, 0)
 AND COALESCE(NEW.edition_id, 0) = COALESCE(OLD.edition_id, 0)"""

SQLITE = (
    f"CREATE TRIGGER edition_update BEFORE UPDATE ON record_edition WHEN NOT ({ERASURE}) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END",
    f"CREATE TRIGGER edition_delete BEFORE DELETE ON record_edition BEGIN SELECT RAISE(ABORT, '{GOING}'); END",
    f"CREATE TRIGGER change_update BEFORE UPDATE ON record_change WHEN NOT ({NOTE_ERASURE}) BEGIN SELECT RAISE(ABORT, '{GOING}'); END",
    f"CREATE TRIGGER change_delete BEFORE DELETE ON record_change BEGIN SELECT RAISE(ABORT, '{GOING}'); END",
)
# An IntegrityError for whoever asks, as on SQLite. TRUNCATE passes by what is FOR EACH ROW.
RAISE = "RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE ="
POSTGRESQL = (
    f"CREATE FUNCTION edition_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'UPDATE' THEN {RAISE} '{GOING}'; END IF; "
    f"IF {ERASURE} THEN RETURN NEW; END IF; {RAISE} '{REFUSAL}'; END $$",
    f"CREATE FUNCTION change_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'UPDATE' THEN {RAISE} '{GOING}'; END IF; "
    f"IF {NOTE_ERASURE} THEN RETURN NEW; END IF; {RAISE} '{GOING}'; END $$",
    "CREATE TRIGGER edition_update BEFORE UPDATE ON record_edition FOR EACH ROW EXECUTE FUNCTION edition_kept()",
    "CREATE TRIGGER edition_delete BEFORE DELETE ON record_edition FOR EACH ROW EXECUTE FUNCTION edition_kept()",
    "CREATE TRIGGER edition_truncate BEFORE TRUNCATE ON record_edition FOR EACH STATEMENT EXECUTE FUNCTION edition_kept()",
    "CREATE TRIGGER change_update BEFORE UPDATE ON record_change FOR EACH ROW EXECUTE FUNCTION change_kept()",
    "CREATE TRIGGER change_delete BEFORE DELETE ON record_change FOR EACH ROW EXECUTE FUNCTION change_kept()",
    "CREATE TRIGGER change_truncate BEFORE TRUNCATE ON record_change FOR EACH STATEMENT EXECUTE FUNCTION change_kept()",
)
# Every Change is told to whoever listens, at the commit; SQLite counts commits itself.
CHANNEL = "dateline_changes"
TELLING = (
    f"CREATE FUNCTION change_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NOTIFY {CHANNEL}; RETURN NULL; END $$",
    "CREATE TRIGGER change_told AFTER INSERT ON record_change FOR EACH STATEMENT EXECUTE FUNCTION change_told()",
)
NAMES = ("edition_update", "edition_delete", "change_update", "change_delete")


def make(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


def drop(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for name in NAMES:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}", params=None)
    else:
        schema_editor.execute("DROP FUNCTION edition_kept() CASCADE", params=None)
        schema_editor.execute("DROP FUNCTION change_kept() CASCADE", params=None)


def tell(apps: Any, schema_editor: Any) -> None:
    for statement in () if schema_editor.connection.vendor == "sqlite" else TELLING:
        schema_editor.execute(statement, params=None)


def fall_silent(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION change_told() CASCADE", params=None)


PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}


def lacking(connection: Any) -> list[str]:
    """The triggers that were dropped or disabled since they were made."""
    wanted = NAMES if connection.vendor == "sqlite" else (*NAMES, "edition_truncate", "change_truncate", "change_told")
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in wanted if name not in present]
