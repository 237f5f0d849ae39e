"""What PostgreSQL keeps beside the tables: samples of every column, for its planner. An erased word must leave them too.

ANALYZE takes them anew, but not for a table that has become empty; a column that is declared anew loses its own.
"""

from typing import Any

# The columns of which there are samples although their table is empty, with their types.
LEFT_OVER = """
SELECT format('ALTER TABLE %I ALTER COLUMN %I TYPE %s', stats.tablename, stats.attname, format_type(col.atttypid, col.atttypmod))
FROM pg_stats AS stats
JOIN pg_class AS rel ON rel.relname = stats.tablename AND rel.relnamespace = stats.schemaname::regnamespace
JOIN pg_attribute AS col ON col.attrelid = rel.oid AND col.attname = stats.attname
WHERE stats.schemaname = current_schema() AND rel.reltuples = 0
"""


def forget(cursor: Any) -> None:
    """Take all samples anew. What they were lies in dead rows until a VACUUM FULL."""
    cursor.execute("ANALYZE")
    cursor.execute(LEFT_OVER)
    for (statement,) in cursor.fetchall():
        cursor.execute(statement)
