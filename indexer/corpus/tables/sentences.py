"""Parts of a record that stand in one cell: treaty articles, relations, the participants of a treaty.

``tip-protocol:5 implements state 2020-01-31``; ``amends eg-2010-64``; ``EG signature 2000-12-13 ratification
2004-03-05``. Several are parted by semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from indexer.corpus.parts import Participant, RelationType, TreatyArticle

Part = dict[str, str]
"""The fields of a part as they would stand in record.yaml."""


def _words_of(model: Any, field: str) -> tuple[str, ...]:
    """The words that a field of a model can have."""
    found: list[str] = []
    todo = [model.model_fields[field].annotation]
    while todo:
        annotation = todo.pop()
        found += [annotation] if isinstance(annotation, str) else []
        todo += reversed(get_args(annotation))
    return tuple(found)


RELATION_TYPES: tuple[str, ...] = get_args(RelationType)
ACTIONS = _words_of(Participant, "action")
_RELATIONS_TO_ARTICLES = _words_of(TreatyArticle, "relation")
_ASSERTED_BY = _words_of(TreatyArticle, "asserted_by")


def article(text: str, day: str) -> Part:
    """A treaty article; what is not said is ``relevant_to``, ``editor`` and ``day``. Raises ValueError."""
    words = text.split()
    treaty, colon, number = words[0].partition(":") if words else ("", "", "")
    found = {"treaty": treaty, "article": number, "relation": "relevant_to", "asserted_by": "editor"}
    if day:
        found["asserted_on"] = day
    for word in words[1:]:
        if word in _RELATIONS_TO_ARTICLES:
            found["relation"] = word
        elif word in _ASSERTED_BY:
            found["asserted_by"] = word
        elif re.fullmatch("[0-9][0-9-]*", word):
            found["asserted_on"] = word
        else:
            colon = ""
    if not colon or not number:
        raise ValueError(f"treaty:article, as tip-protocol:5 or untoc:5 implements state 2020-01-31; this is {text!r}")
    if "asserted_on" not in found:
        raise ValueError(f"the day on which it was said ({text} 2026-11-21), or verification.checked_on in this row")
    return found


def relation(text: str) -> Part:
    """A relation: its type and the id of the other record. Raises ValueError."""
    words = text.split()
    if len(words) != 2:
        raise ValueError(f"a type and the id of a record, as amends eg-2010-64; this is {text!r}")
    if words[0] not in RELATION_TYPES:
        raise ValueError(f"a type of relation ({', '.join(RELATION_TYPES)}) before the id; this is {words[0]!r}")
    return {"type": words[0], "record": words[1]}


def participant(text: str) -> Part:
    """A participant: the party, its signature with the date, its act with the date. Raises ValueError."""
    words = text.split()
    pairs = list(zip(words[1::2], words[2::2], strict=False))
    if len(words) not in (3, 5) or any(name not in ("signature", *ACTIONS) for name, _ in pairs):
        raise ValueError(
            "a party with its signature and its act, each with the date, as EG signature 2000-12-13 ratification "
            f"2004-03-05; this is {text!r}"
        )
    found = {"party": words[0]}
    for name, date in pairs:
        found |= {"signature": date} if name == "signature" else {"action": name, "date": date}
    return found


def article_sentence(part: Mapping[str, str]) -> str:
    """A treaty article with all that is said of it."""
    said = " ".join(part[name] for name in ("relation", "asserted_by", "asserted_on"))
    return f"{part['treaty']}:{part['article']} {said}"


def relation_sentence(part: Mapping[str, str]) -> str:
    """A relation as :func:`relation` reads it."""
    return f"{part['type']} {part['record']}"


def participant_sentence(part: Mapping[str, str]) -> str:
    """A participant as :func:`participant` reads it."""
    words = [part["party"]]
    words += ["signature", part["signature"]] if "signature" in part else []
    words += [part["action"], part["date"]] if "action" in part else []
    return " ".join(words)


WRITERS: Mapping[str, Callable[[Mapping[str, str]], str]] = {
    "articles": article_sentence,
    "relations": relation_sentence,
    "participants": participant_sentence,
}
"""By the form of a column: what writes one part of it."""
