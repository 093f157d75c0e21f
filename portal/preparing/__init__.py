"""What the machine does with submitted files before people do: read them, propose facts, look for duplicates."""

from portal.preparing.again import read_again
from portal.preparing.duplicates import visible
from portal.preparing.preparing import prepare_waiting
from portal.preparing.reading import init_app, page_image_of, reading_of

__all__ = ["init_app", "page_image_of", "prepare_waiting", "read_again", "reading_of", "visible"]
