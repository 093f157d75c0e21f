"""The version of the reader."""

READER = "4"
"""Part of the key under which pages are kept: raised by every change after which the same file gives other pages."""
