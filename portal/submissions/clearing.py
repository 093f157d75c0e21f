"""What nobody needs any more goes: pieces of files that never became whole, content that no row names."""

from __future__ import annotations

import time

from sqlalchemy import select

from portal.database import db
from portal.incoming.models import IncomingMail
from portal.jobs import sweep
from portal.opening import current_settings
from portal.submissions import keeping, partial
from portal.submissions.models import SubmittedFile

PAUSE = 3600.0
"""Seconds between two looks through all files."""

GRACE = 86_400.0
"""Seconds for which content is kept that no row names: one may be about to."""


class _Last:
    look = -PAUSE


@sweep
def clear_away() -> None:
    """Remove leftovers, once an hour."""
    if time.monotonic() - _Last.look < PAUSE:
        return
    _Last.look = time.monotonic()
    settings = current_settings()
    keeping.clear_away(settings)
    partial.clear_away(settings)
    mailed = select(IncomingMail.sha256).where(IncomingMail.state != "deleted")
    named = set(db.session.scalars(select(SubmittedFile.sha256).union(mailed)))
    for path in keeping.kept(settings):
        if path.name not in named and time.time() - path.stat().st_mtime > GRACE:
            path.unlink(missing_ok=True)
