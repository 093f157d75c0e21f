"""The words for states, channels, what was done, and why something cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portal.i18n import lazy_gettext as _
from portal.i18n import lazy_pgettext as pgettext
from portal.publishing.steps import Step
from portal.submissions.states import State
from portal.submissions.words import READINGS, STATES

__all__ = [
    "CHANNELS",
    "DONE",
    "MEANINGS",
    "MOVES",
    "PURPOSES",
    "READINGS",
    "REFUSALS",
    "STATES",
    "STEPS",
    "TOLD_AUTHORS",
    "UNDONE",
]

MEANINGS: Mapping[str, Any] = {
    State.DRAFT: _("Nobody but you sees it. Submit it when it is complete."),
    State.SUBMITTED: _("It has arrived and waits for somebody to review it. You need do nothing."),
    State.IN_REVIEW: _("It is being reviewed. You need do nothing."),
    State.RETURNED: _("Something is asked of you: please read the last comment, change it, and submit it again."),
    State.ACCEPTED: _("It was accepted and waits to be published. You need do nothing."),
    State.PUBLISHED: _("It is published and can be found by everybody."),
    State.WITHDRAWN: _("What was published of it has been withdrawn."),
}
"""What that means for its author."""

CHANNELS: Mapping[str, Any] = {
    "upload": _("Uploaded"),
    "mail": _("By e-mail"),
    "correction": _("Correction of a record"),
}
"""How a submission came."""

PURPOSES: Mapping[str, Any] = {"text": _("Text"), "letter": _("Letter, never published")}
"""What a file is for."""

MOVES: Mapping[str, Any] = {
    State.SUBMITTED: _("Submit"),
    State.IN_REVIEW: _("Take into review"),
    State.RETURNED: _("Return to the author"),
    State.ACCEPTED: _("Accept"),
}
"""The buttons by which a submission is moved; it is published and withdrawn on pages of their own."""

DONE: Mapping[str, Any] = {
    "submission.begun": pgettext("what happened to a submission", "Begun"),
    "submission.changed": pgettext("what happened to a submission", "Changed"),
    "submission.file_added": _("File added"),
    "submission.file_removed": _("File removed"),
    "submission.commented": _("Comment written"),
    "submission.assigned": pgettext("what happened to a submission", "Assigned"),
    "publication.asked": _("Publication asked for"),
    "publication.undone": _("Publication undone"),
    **{f"submission.{state}": words for state, words in STATES.items() if state is not State.DRAFT},
}
"""What is shown of the trail of a submission."""

TOLD_AUTHORS = frozenset({"submission.begun", *(f"submission.{state}" for state in State)})
"""What of that its author is shown."""

REFUSALS: Mapping[str, Any] = {
    "state": _("From where it stands now this cannot be done. Somebody may have been quicker."),
    "person": _("You may not do this."),
    "four_eyes": _("A second person is needed here: what you submitted or asked for is done by somebody else."),
    "note": _("Please say why."),
    "empty": _("It has neither a file nor a fact yet."),
    "publishing": _("It is being published at this moment."),
    "asked": _("This was asked for already."),
    "text": _("Please write something, and not too much of it."),
    "changed": _("Somebody else changed it meanwhile. Nothing of yours was done: please look at it again."),
}
"""Why something was refused, by the word that ``MoveRefused`` has for it."""

STEPS: Mapping[str, Any] = {
    Step.FILES_READY: _("The files are laid out"),
    Step.RECORD_WRITTEN: _("The record is written"),
    Step.READINGS_CARRIED: _("The text of the files is taken over"),
    Step.INDEXED: _("The record can be found"),
    Step.DONE: _("Everybody concerned is told"),
}
"""The steps of publishing."""

UNDONE: Mapping[str, Any] = {
    "faults": _("It was not published: the record has faults. Take it back into review and put them right."),
    "taken": _("It was not published: another record has this id. Publish it with another one."),
    "changed": _("It was not published: somebody else changed the record meanwhile. The page of publishing shows how."),
    "withdrawn": _("It was not published: the record that it corrects is no longer there."),
    "disk": _("It was not published: the disk refused it. Please tell the administrator, and publish it again then."),
    "fault": _("It was not published: something went wrong on our side. Please tell the administrator."),
}
"""Why a publication was undone, by the word that its row has for it."""
