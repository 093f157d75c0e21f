"""What a record says of its files, and of the provisions that were found wrongly in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from indexer.corpus.dates import PartialDate
from indexer.corpus.forms import Day, Form, Languages, Number, Text
from indexer.corpus.parts import Part, fault_in
from indexer.model import Correction, FileStatus, Operation, ProvisionLevel

_NEEDED: Mapping[Operation, tuple[str, ...]] = {
    "merge": (),
    "split": ("at", "label"),
    "rename": (),
    "relabel": ("label",),
}
_KNOWN: Mapping[Operation, tuple[str, ...]] = {
    "merge": (),
    "split": ("at", "label", "heading", "level"),
    "rename": ("heading",),
    "relabel": ("label", "level"),
}
"""The fields that each operation needs, and those that it can have, beside those of all operations."""

_OWN = ("at", "label", "heading", "level")


def _rule(operation: Operation) -> JsonDict:
    """The fields of an operation in JSON Schema."""
    refused: JsonDict = {name: False for name in _OWN if name not in _KNOWN[operation]}
    return {
        "if": {"properties": {"operation": {"const": operation}}},
        "then": {"required": list(_NEEDED[operation]), "properties": refused},
    }


class ProvisionCorrection(Part):
    """What a person corrects of the provisions that were found in a file.

    ``provision``, ``begins`` and ``page`` find the provision again in another reading of the file, whatever ids, lines
    and spaces that one has.
    """

    model_config = ConfigDict(json_schema_extra={"allOf": [_rule(operation) for operation in _NEEDED]})

    operation: Operation
    """`merge`: it is none, its words belong to the one before; `split`: a new one begins in it; `rename`; `relabel`."""

    provision: Annotated[str, Field(max_length=200), Form(r"[a-z0-9_-]+", "the id of a provision as art_5")]
    """The id that it has before this correction: `art_5`."""

    begins: Text
    """Its first words as printed, with label and heading: ten or so; they find it again in another reading."""

    page: Number
    """The page on which it begins, from 1; of `split` that on which the new one begins."""

    at: Text | None = None
    """`split`: the first words of the new provision, label and heading among them where they are printed."""

    label: Text | None = None
    """`split`, `relabel`: the label as it should be; the id comes from it: `Article 5 bis` gives `art_5bis`."""

    heading: Text | None = None
    """`split`, `rename`: the heading as it should be; left out: it has none."""

    level: ProvisionLevel | None = None
    """`split`, `relabel`: what it is, where its label does not tell it."""

    on: Day | None = None
    """The day of the correction."""

    by: Text | None = None
    """The role or office that made it; never a private person."""

    note: Text | None = None
    """Why it was made."""

    @model_validator(mode="after")
    def _fields_of_operation(self) -> ProvisionCorrection:
        for name in _OWN:
            given = getattr(self, name) is not None
            if given and name not in _KNOWN[self.operation]:
                raise fault_in(name, f"no {name} beside {self.operation}")
            if not given and name in _NEEDED[self.operation]:
                raise fault_in("operation", f"{name} beside {self.operation}")
        return self

    @property
    def plain(self) -> Correction:
        """What is applied to a structure."""
        return Correction(
            operation=self.operation,
            provision=self.provision,
            begins=self.begins,
            page=self.page,
            at=self.at or "",
            label=self.label or "",
            heading=self.heading or "",
            level=self.level,
        )

    @classmethod
    def of(cls, correction: Correction) -> ProvisionCorrection:
        """A correction as records have it; raises pydantic's ValidationError if it does not follow the schema."""
        fields = {name: getattr(correction, name) or None for name in correction.__slots__}
        return cls.model_validate(fields)


class RecordFile(Part):
    """A file of a record. The id stays when the content is replaced; the name changes with the content."""

    id: Annotated[str, Field(max_length=20), Form(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "a short id as ar or fr-2")]
    """Short and permanent inside the record: `ar`, `fr-2`."""

    name: Annotated[
        str,
        Field(max_length=120),
        Form(r"[a-z0-9]+(-[a-z0-9]+)*\.[a-z0-9]+", "a file name of small ASCII letters, digits and hyphens"),
    ]
    """The name beside record.yaml; it ends in the first eight digits of the checksum: `eg-2010-64-9f86d081.pdf`."""

    languages: Annotated[Languages, Field(min_length=1)]
    """The languages of the text."""

    status: FileStatus
    """What the file is; `demonstration` is material that is not law and never passes for it."""

    text_as_of: PartialDate | None = None
    """The date of which the text is."""

    sha256: Annotated[str, Form(r"[0-9a-f]{64}", "the SHA-256 of the file's content: 64 hexadecimal digits")]
    """The SHA-256 of the content, in 64 small hexadecimal digits."""

    corrections: tuple[ProvisionCorrection, ...] = ()
    """What is corrected of the provisions that are found in it, in this order."""
