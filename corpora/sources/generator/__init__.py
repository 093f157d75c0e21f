"""The generator of the demonstration collection: from digests in YAML to record folders with PDFs.

``command`` is the way in; ``source`` reads a digest, ``blocks`` says what its text consists of, ``band`` and
``measures`` what every page has. ``producers`` chooses the program that prints it: ``web`` (WeasyPrint and Chromium,
from ``page`` and ``stylesheet``), ``libreoffice`` (from ``flat_odf`` and ``odf_styles``) or ``platypus`` (ReportLab,
with the fonts of ``embedding``). ``scan`` makes images of the pages, ``folder`` writes the record. It imports nothing
of Palermo itself, so that a record can be built before there is anything to read it.
"""
