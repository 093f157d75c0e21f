"""The version of the converter."""

CONVERTER = "1"
"""The mark of what it makes: raised by every change after which the same file gives another PDF, or is accepted."""


def is_current(converter: str) -> bool:
    """Whether a reading that names this converter, or none because the file is a PDF, would be the same today."""
    return converter in {"", CONVERTER}
