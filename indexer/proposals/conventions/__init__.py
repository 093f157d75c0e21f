"""How States title, number and date what they publish: one table a language, all of them facts of drafting.

The tables are written in our own words from the drafting guides and official journals that each module names.
"""

from collections.abc import Mapping

from indexer.proposals.conventions.arabic import ARABIC
from indexer.proposals.conventions.chinese import CHINESE
from indexer.proposals.conventions.convention import Convention, Role
from indexer.proposals.conventions.english import ENGLISH
from indexer.proposals.conventions.french import FRENCH
from indexer.proposals.conventions.russian import RUSSIAN
from indexer.proposals.conventions.spanish import SPANISH

CONVENTIONS: Mapping[str, Convention] = {
    one.language: one for one in (ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN, SPANISH)
}
"""The conventions by language."""

__all__ = ["CONVENTIONS", "Convention", "Role"]
