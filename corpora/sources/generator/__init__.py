"""The generator of the demonstration collection: from digests in YAML to record folders with PDFs.

``command`` is the way in; ``source`` reads a digest, ``page`` and ``stylesheet`` lay it out, ``producers`` and ``scan``
make a PDF of it, ``folder`` writes the record. It imports nothing of Palermo itself, so that a record can be built
before there is anything to read it.
"""
