"""The form as a page: fields with their values, faults and proposals, and the page of the file beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from flask import Flask, render_template
from markupsafe import Markup

from portal.access import signed_in
from portal.editing import pickers
from portal.editing.asking import texts_of
from portal.editing.beside import beside
from portal.editing.checking import Told, faults_in, faults_of_file
from portal.editing.deciding import OPEN, REJECTED, field_of, said_by
from portal.editing.entering import EMPTY, Inputs, languages_for
from portal.editing.fields import Field
from portal.editing.sheets import Sheet, as_record, foreign
from portal.labels import label
from portal.markup import marked
from portal.opening import current_library
from portal.preparing import visible
from portal.records.files import WIDTHS
from portal.submissions.models import Proposal, Submission, SubmittedFile

SHOWN = 160
"""Characters of a passage that are shown around the words that speak for a proposal."""


def init_app(app: Flask) -> None:
    """Let the templates of the form use these."""
    app.jinja_env.globals.update(
        choices_of=choices_of,
        chosen_options=pickers.chosen,
        found_options=pickers.found,
        languages_for=languages_for,
        passage_of=passage_of,
        proposed_text=proposed_text,
        starts_of=pickers.starts,
    )


def shown(  # noqa: PLR0913 - all that the page is made of
    submission: Submission,
    file: SubmittedFile | None,
    sheet: Sheet,
    marks: Mapping[str, str],
    asked: Inputs,
    *,
    version: int | None = None,
) -> str:
    """The page with the form and the values of a sheet; ``asked`` says which page of the file, and what is sought."""
    proposals = list(file.proposals) if file else []
    pointed = next((one for one in proposals if str(one.id) == asked.get("proposal")), None)
    number = pointed.page if pointed else asked.get("page", 1, type=int)
    command, _, argument = asked.get("do", "").partition(":")
    if command == "page" and argument.isdecimal():
        number = int(argument)
    return render_template(
        "work/editing/edit.html",
        submission=submission,
        file=file,
        files=texts_of(submission),
        sheet=sheet,
        marks=marks,
        faults=_faults(submission, file, sheet),
        proposals=_by_field(proposals, OPEN),
        rejected=_by_field(proposals, REJECTED),
        foreign=foreign(submission),
        version=version or submission.version,
        asked=asked,
        beside=beside(file, number, pointed) if file else None,
        duplicates=list(visible(signed_in(), file)) if file else [],
        widths=WIDTHS,
    )


def choices_of(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """The ids and labels of the terms of vocabularies that are in use, in their order."""
    vocabularies = current_library().vocabularies
    terms = [(name, concept.id) for name in names for concept in vocabularies.concepts(name)]
    return [(term, label(name, term)) for name, term in terms]


def proposed_text(field: Field, proposal: Proposal) -> str:
    """What a proposal says, as readers of the page know it."""
    said = said_by(proposal)
    return next((found for name in field.vocabularies if (found := label(name, said)) != said), said)


def passage_of(proposal: Proposal) -> Markup:
    """The words that speak for a proposal marked, with some of the passage around them."""
    start, end = max(proposal.start, 0), min(max(proposal.end, proposal.start), len(proposal.passage))
    first, last = max(start - SHOWN // 2, 0), min(end, start + SHOWN) + SHOWN // 2
    text = proposal.passage[first:last]
    words = marked(text, ((start - first, min(end, start + SHOWN) - first),))
    return Markup("{}{}{}").format("…" if first else "", words, "…" if last < len(proposal.passage) else "")


def _faults(submission: Submission, file: SubmittedFile | None, sheet: Sheet) -> dict[str, Told]:
    record = as_record(submission, sheet.values, signed_in())
    record = {name: value for name, value in {**submission.record, **record}.items() if value not in EMPTY}
    told = faults_in(record, sheet.fields)
    return {**told, **(faults_of_file(sheet.values, file.id) if file else {})}


def _by_field(proposals: Iterable[Proposal], decision: str) -> Mapping[str, list[Proposal]]:
    """The proposals that are decided so by the field of the form they are for, the surest first."""
    found: dict[str, list[Proposal]] = defaultdict(list)
    for one in sorted(proposals, key=lambda each: -each.confidence):
        if one.decision == decision:
            found[field_of(one)].append(one)
    return found
