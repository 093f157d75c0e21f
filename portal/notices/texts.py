"""What notices say: a table from the kind of a notice to its subject and its text.

Both are filled with the details of the notice; beside them ``%(name)s`` is the person (empty for an address without an
account), ``%(site)s`` the portal and ``%(link)s`` the address that a detail called ``path`` leads to, which begins
behind the language (``/work/submissions/12``). Mail is plain text: its direction is that of its letters.
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
}
"""From kinds to texts; each subject of the workplace adds its own."""
