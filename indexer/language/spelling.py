"""English spellings that differ by country only: British forms become the American ones before the stem."""

from __future__ import annotations

import re

_ISE = re.compile(r"(?<=[a-z]{4})is(?=(?:e|es|ed|er|ers|ing|ation|ations|ational)$)")
_OUR = re.compile(r"^((?:dis|mis)?(?:lab|behavi|hon|fav|neighb|harb|endeav|rum|col|arm))our")
_WORDS = {
    "defence": "defense",
    "defences": "defenses",
    "offence": "offense",
    "offences": "offenses",
    "licence": "license",
    "licences": "licenses",
    "pretence": "pretense",
    "pretences": "pretenses",
    "judgement": "judgment",
    "judgements": "judgments",
    "programme": "program",
    "programmes": "programs",
    "centre": "center",
    "centres": "centers",
    "cheque": "check",
    "cheques": "checks",
}


def american(word: str) -> str:
    """``organised`` is ``organized``, ``labour`` is ``labor``, ``offence`` is ``offense``; other words stay.

    The rule for ``-ise`` also takes words that are never written with z (``exercise``). That does no harm: their forms
    still meet each other and nothing else.
    """
    # Nothing with a backslash is put in: looking that up again for each word takes longer than finding nothing.
    return _WORDS.get(word) or _OUR.sub(lambda our: f"{our[1]}or", _ISE.sub("iz", word))
