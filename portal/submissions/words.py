"""The words for states, purposes and how far a file is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.i18n import lazy_gettext as _
from portal.submissions.states import State

STATES: Mapping[str, Any] = {
    State.DRAFT: _("Draft"),
    State.SUBMITTED: _("Submitted"),
    State.IN_REVIEW: _("In review"),
    State.RETURNED: _("Returned"),
    State.ACCEPTED: _("Accepted"),
    State.PUBLISHED: _("Published"),
    State.WITHDRAWN: _("Withdrawn"),
}
"""Where a submission stands."""

READINGS: Mapping[str, Any] = {
    "waiting": _("Waits to be read"),
    "working": _("Is being read"),
    "read": _("Read"),
    "unread": _("Could not be read"),
}
"""How far the reading of a file is."""
