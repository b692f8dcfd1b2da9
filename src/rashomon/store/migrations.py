"""Steps from one schema version to the next. Each is run whole, in one transaction with the new version number.

A step is SQL, or a function of the connection where SQL alone cannot say it. Steps are never changed once released: a
store of any earlier version goes through all that follow.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from rashomon.store import schema, text_digest

Step = str | Callable[[Connection], None]


def _digest_texts(connection: Connection) -> None:
    run = connection.exec_driver_sql
    for root, text in run("SELECT f.root, d.text FROM files f JOIN documents d ON d.id = f.root WHERE d.text IS NOT NULL").fetchall():
        run("UPDATE files SET text_sha256 = ? WHERE root = ?", (text_digest(text), root))


STEPS: dict[int, tuple[Step, ...]] = {
    1: ("ALTER TABLE files ADD COLUMN text_sha256 TEXT NOT NULL DEFAULT ''", _digest_texts, *schema.GUARDS),
    2: tuple(f"ALTER TABLE {table} ADD COLUMN confidence FLOAT" for table in ("mentions", "statements")),
    3: ("ALTER TABLE mentions ADD COLUMN linked INTEGER NOT NULL DEFAULT 0",),
    4: (
        "ALTER TABLE mentions ADD COLUMN government TEXT",
        *(f"ALTER TABLE entities ADD COLUMN {column}" for column in ("latitude FLOAT", "longitude FLOAT", "country TEXT", "how TEXT NOT NULL DEFAULT ''")),
        *(f"ALTER TABLE entities ADD COLUMN {column} TEXT NOT NULL DEFAULT '[]'" for column in ("reasons", "candidates")),
    ),
    5: (
        "CREATE TABLE listed (id TEXT NOT NULL PRIMARY KEY, list TEXT, identifier TEXT, type TEXT, name TEXT, names TEXT, refs TEXT, country TEXT, latitude FLOAT, longitude FLOAT)",
        "CREATE INDEX ix_listed_list ON listed (list)",
    ),
    6: ("ALTER TABLE entities ADD COLUMN apart TEXT NOT NULL DEFAULT '[]'",),
    7: tuple(f"ALTER TABLE figures ADD COLUMN {column} TEXT" for column in ("period", "place", "part_of")),
    8: (
        "ALTER TABLE documents ADD COLUMN url TEXT",
        *(f"ALTER TABLE documents ADD COLUMN {column} TEXT NOT NULL DEFAULT '[]'" for column in ("evidence", "quotes", "pages", "custody")),
    ),
    9: ("ALTER TABLE times ADD COLUMN interval TEXT",),
    10: ("ALTER TABLE copies ADD COLUMN within FLOAT NOT NULL DEFAULT 1", "ALTER TABLE copies ADD COLUMN run INTEGER NOT NULL DEFAULT 0"),
    11: (
        "CREATE TABLE lines_of (entity TEXT NOT NULL, role TEXT NOT NULL, day TEXT, line TEXT NOT NULL)",
        "CREATE INDEX ix_lines_of ON lines_of (entity, role, day, line)",
        *schema.LINES_OF,
        *(
            f"CREATE INDEX ix_{table}_{column} ON {table} ({column})"
            for table, column in (("figures", "event"), ("relations", "event"), ("documents", "outlet"))
        ),
        *(
            f'CREATE INDEX ix_{table}_day ON {table} (coalesce("{name}_earliest", "{name}_latest"))'
            for table, name in (("documents", "published"), ("statements", "said"), ("events", "when"))
        ),
    ),
}
