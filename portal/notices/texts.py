"""What notices say: a table from the kind of a notice to its subject and its text.

Both are filled with the details of the notice; beside them ``%(name)s`` is the person (empty for an address without an
account), ``%(site)s`` the portal and ``%(link)s`` the address that a detail called ``path`` leads to, which begins
behind the language (``/desk/submissions/12``). Mail is plain text: its direction is that of its letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.i18n import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Text:
    """The subject and the text of a kind of notice, as strings that are translated when they are used."""

    subject: Any
    body: Any


TEXTS: Mapping[str, Text] = {
    "account.invited": Text(
        _("Your account at %(site)s"),
        _(
            "You are invited to work at %(site)s, where laws, judgments and strategies are submitted and published.\n\n"
            "Please choose a password and set up the second factor here:\n%(link)s\n\n"
            "The link can be used once, within 10 days. If you did not expect it, you need do nothing."
        ),
    ),
    "account.reset": Text(
        _("A new password at %(site)s"),
        _(
            "Somebody asked for a new password for your account. You can choose it here:\n%(link)s\n\n"
            "The link can be used once, within one day. If it was not you, you need do nothing: your password stays."
        ),
    ),
    "account.password": Text(
        _("Your password at %(site)s was changed"),
        _(
            "The password of your account was changed, and all its sessions have ended.\n\n"
            "If it was not you, please tell the administrator of the portal at once."
        ),
    ),
    "account.reset_by_administrator": Text(
        _("Your second factor at %(site)s was reset"),
        _(
            "An administrator has reset your password and your second factor. A message of its own has the link by "
            "which you set them up again.\n\n"
            "If you did not ask for this, please tell the administrator of the portal at once."
        ),
    ),
    "submission.submitted": Text(
        _("%(site)s: submission %(reference)s was received"),
        _("Submission %(reference)s waits to be reviewed:\n%(link)s"),
    ),
    "submission.in_review": Text(
        _("%(site)s: submission %(reference)s is being reviewed"),
        _("Submission %(reference)s is being reviewed. Where it stands, and what is noted for you:\n%(link)s"),
    ),
    "submission.returned": Text(
        _("%(site)s: submission %(reference)s needs something from you"),
        _(
            "Submission %(reference)s was returned to you with a note that says what is needed. Please change it and "
            "submit it again:\n%(link)s"
        ),
    ),
    "submission.accepted": Text(
        _("%(site)s: submission %(reference)s was accepted"),
        _("Submission %(reference)s was accepted and waits to be published:\n%(link)s"),
    ),
    "submission.published": Text(
        _("%(site)s: submission %(reference)s was published"),
        _("Submission %(reference)s was published. It can be found by everybody now:\n%(link)s"),
    ),
    "submission.withdrawn": Text(
        _("%(site)s: the record of submission %(reference)s was withdrawn"),
        _("What was published of submission %(reference)s has been withdrawn. The reason:\n%(link)s"),
    ),
    "submission.assigned": Text(
        _("%(site)s: submission %(reference)s is yours to review"),
        _("Submission %(reference)s was assigned to you:\n%(link)s"),
    ),
    "submission.commented": Text(
        _("%(site)s: a comment on submission %(reference)s"),
        _("There is a new comment on submission %(reference)s:\n%(link)s"),
    ),
    "publication.undone": Text(
        _("%(site)s: %(record)s could not be published"),
        _("The record %(record)s was not published or withdrawn; it is as it was. Why, and what to do:\n%(link)s"),
    ),
    "withdrawal.proposed": Text(
        _("%(site)s: a second person is needed to withdraw %(record)s"),
        _("The withdrawal of the record %(record)s was asked for. Another publisher has to confirm it:\n%(link)s"),
    ),
    "mail.taken": Text(
        _("We received your submission: %(reference)s"),
        _(
            "Your message was received and is now the draft %(reference)s. It is not submitted yet: please look at it, "
            "complete what is missing, and submit it here:\n%(link)s\n\n"
            "This is an automatic reply."
        ),
    ),
    "mail.taken_in_part": Text(
        _("We received your submission, but for some files: %(reference)s"),
        _(
            "Your message was received and is now the draft %(reference)s. These files could not be taken, because "
            "they are of a kind that is not accepted, or too large:\n%(files)s\n\n"
            "It is not submitted yet: please look at it, complete what is missing, and submit it here:\n%(link)s\n\n"
            "This is an automatic reply."
        ),
    ),
}
"""From kinds to texts; each subject of the workplace adds its own."""
