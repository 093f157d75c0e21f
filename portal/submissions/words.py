"""The words for states, purposes and how far a file is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.i18n import lazy_gettext as _
from portal.i18n import lazy_pgettext as pgettext
from portal.submissions.states import State

STATES: Mapping[str, Any] = {
    State.DRAFT: pgettext("state of a submission", "Draft"),
    State.SUBMITTED: pgettext("state of a submission", "Submitted"),
    State.IN_REVIEW: pgettext("state of a submission", "In review"),
    State.RETURNED: pgettext("state of a submission", "Returned"),
    State.ACCEPTED: pgettext("state of a submission", "Accepted"),
    State.PUBLISHED: pgettext("state of a submission", "Published"),
    State.WITHDRAWN: pgettext("state of a submission", "Withdrawn"),
}
"""Where a submission stands."""

READINGS: Mapping[str, Any] = {
    "waiting": _("Waits to be read"),
    "working": _("Is being read"),
    "read": pgettext("how far the reading of a file is", "Read"),
    "unread": _("Could not be read"),
}
"""How far the reading of a file is."""
