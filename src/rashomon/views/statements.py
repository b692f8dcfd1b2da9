"""Statements, narrowed by who speaks, of whom, and how."""

from __future__ import annotations

from rashomon import edtf
from rashomon.views.snapshot import Filter, Snapshot, Spoken


def statements(snapshot: Snapshot, narrow: Filter, by: str | None = None, about: str | None = None, stance: str | None = None) -> list[Spoken]:
    """Statements in order of when they were said, then of where they stand."""
    speaker = snapshot.entity(by).id if by else None
    subject = snapshot.entity(about).id if about else None
    out = []
    for statement in snapshot.statements.values():
        if speaker and statement.speaker != speaker and not any(c.entity == speaker and c.role == "speaker" for c in statement.chain):
            continue
        if stance and statement.stance != stance:
            continue
        if subject and not any(m.entity == subject for m in snapshot.inside(statement.document, statement.content)):
            continue
        document = snapshot.documents[statement.document]
        if narrow.lets(statement.said or document.published, document.language):
            out.append(snapshot.spoken(statement))
    return sorted(out, key=lambda s: (edtf.sort_key(s.said or s.cite.published), s.cite.file, s.cite.start))
