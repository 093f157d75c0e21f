"""Files whose skeleton is wrong: page tree, cross-references, object streams, catalogue, encryption; by name."""

import zlib
from collections.abc import Callable, Mapping

from tests.indexer.pdf.attacks import SHOWN, packed
from tests.indexer.pdf.written import CATALOGUE, file_of, stream_of, three_pages_of

SOUND = stream_of(SHOWN)
PAGE = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Contents 7 0 R/Resources<</Font<</F 9 0 R>>>>>>"


def with_tree(tree: Mapping[int, bytes]) -> bytes:
    """Three pages under another page tree, whose root is object 2."""
    return three_pages_of(SOUND, more=tree)


def with_catalogue(entries: bytes, more: Mapping[int, bytes] | None = None) -> bytes:
    """Three pages under a catalogue with more entries."""
    return three_pages_of(SOUND, more={1: CATALOGUE[:-2] + entries + b">>", **(more or {})})


def of_chained_trees(depth: int) -> bytes:
    """A page at the end of a chain of page trees."""
    chain = {20 + place: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (21 + place) for place in range(depth)}
    return with_tree({2: b"<</Type/Pages/Kids[20 0 R]/Count 1>>", **chain, 20 + depth: PAGE % 2})


def of_doubled_trees(depth: int) -> bytes:
    """Page trees each of which holds the next twice."""
    chain = {
        20 + place: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (21 + place, 21 + place, 2 ** (depth - place))
        for place in range(depth)
    }
    return with_tree({2: b"<</Type/Pages/Kids[20 0 R]/Count %d>>" % 2**depth, **chain, 20 + depth: PAGE % 2})


def of_previous_tables(data: bytes) -> bytes:
    """Three pages whose cross-reference table says that the one before it is itself."""
    start = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R>>\nstartxref", b"/Root 1 0 R/Prev %d>>\nstartxref" % start)


def with_reference_stream(shape: bytes, rows: bytes, objects: Mapping[int, bytes] | None = None) -> bytes:
    """A file that ends in a cross-reference stream of this shape."""
    data = file_of({1: CATALOGUE, 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE % 2, 7: SOUND, **(objects or {})})
    data = data[: data.rindex(b"xref\n0")]
    stream = stream_of(rows, b"/Type/XRef/Root 1 0 R" + shape.replace(b"HERE", b"%d" % len(data)))
    return data + b"90 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream, len(data))


def of_object_stream_in_itself() -> bytes:
    """An object stream that, its cross-references say, lies in itself, as does the page tree."""
    inside = stream_of(b"2 0 <</Type/Pages/Kids[3 0 R]/Count 1>>", b"/Type/ObjStm/N 1/First 4/Extends 20 0 R")
    rows = b"".join(bytes((kind, 0, 0, place, 0)) for kind, place in [(0, 0), (1, 9), (2, 20), *[(2, 20)] * 18])
    return with_reference_stream(b"/Size 91/W[1 3 1]/Index[0 21]", rows, {20: inside})


def of_many_objects_in_a_stream() -> bytes:
    """An object stream that says it holds two thousand million objects."""
    inside = stream_of(zlib.compress(b"30 0 " * 99), b"/Filter/FlateDecode/Type/ObjStm/N 2147483647/First 2147483647")
    return with_catalogue(b"/Outlines 30 0 R", {20: inside})


SKELETONS: Mapping[str, Callable[[], bytes]] = {
    "tree holds itself": lambda: with_tree({2: b"<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"}),
    "trees hold each other": lambda: with_tree(
        {2: b"<</Type/Pages/Kids[3 0 R 20 0 R]/Count 9>>", 20: b"<</Type/Pages/Kids[2 0 R 5 0 R]/Count 9>>"}
    ),
    "chain of trees": lambda: of_chained_trees(20_000),
    "doubled trees": lambda: of_doubled_trees(30),
    "two thousand million pages": lambda: with_tree({2: b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 2147483647>>"}),
    "less than no pages": lambda: with_tree({2: b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count -3>>"}),
    "no pages": lambda: with_tree({2: b"<</Type/Pages/Kids[]/Count 0>>"}),
    "no page tree": lambda: with_tree({2: b"(pages)"}),
    "kids are a number": lambda: with_tree({2: b"<</Type/Pages/Kids 3/Count 1>>"}),
    "catalogue is a reference to itself": lambda: three_pages_of(SOUND, more={1: b"1 0 R"}),
    "parents in a circle": lambda: with_tree({4: b"<</Type/Page/Parent 4 0 R/Contents 7 0 R>>"}),
    "outlines in a circle": lambda: with_catalogue(
        b"/Outlines 20 0 R", {20: b"<</First 20 0 R/Last 20 0 R/Next 20 0 R/Prev 20 0 R/Title(Again)/Count 9>>"}
    ),
    "names in a circle": lambda: with_catalogue(
        b"/Names<</Dests 20 0 R/EmbeddedFiles 20 0 R/JavaScript 20 0 R>>", {20: b"<</Kids[20 0 R 20 0 R]>>"}
    ),
    "fields in a circle": lambda: with_catalogue(
        b"/AcroForm<</Fields[20 0 R 20 0 R]>>", {20: b"<</Kids[20 0 R 20 0 R]/Parent 20 0 R/T(Again)/FT/Tx>>"}
    ),
    "nested arrays in the catalogue": lambda: with_catalogue(b"/Names " + b"[" * 50_000 + b"]" * 50_000),
    "nested dictionaries in the catalogue": lambda: with_catalogue(b"/Names " + b"<</A" * 50_000 + b">>" * 50_000),
    "table before itself": lambda: of_previous_tables(three_pages_of(SOUND)),
    "table of four thousand million": lambda: three_pages_of(SOUND).replace(b"xref\n0 10\n", b"xref\n0 4294967295\n"),
    "size of two thousand million": lambda: three_pages_of(SOUND).replace(b"/Size 10", b"/Size 2147483647"),
    "table is elsewhere": lambda: three_pages_of(SOUND).replace(b"startxref\n", b"startxref\n9999"),
    "table is a page": lambda: three_pages_of(SOUND).replace(b"startxref\n", b"startxref\n100 %"),
    "no table": lambda: three_pages_of(SOUND).replace(b"xref\n0 10\n", b"free\n0 10\n"),
    "reference stream before itself": lambda: with_reference_stream(b"/Size 91/W[1 2 1]/Prev HERE", bytes(400)),
    "reference stream of absurd widths": lambda: with_reference_stream(b"/Size 91/W[255 2147483647 255]", bytes(400)),
    "reference stream of absurd index": lambda: with_reference_stream(
        b"/Size 91/W[1 2 1]/Index[0 2147483647]", bytes(400)
    ),
    "reference stream is a bomb": lambda: with_reference_stream(
        b"/Size 91/W[1 2 1]/Index[0 2147483647]/Filter[/FlateDecode/FlateDecode]",
        packed(64, bytes(1 << 24)),
    ),
    "object stream in itself": of_object_stream_in_itself,
    "object stream of two thousand million": of_many_objects_in_a_stream,
    "unknown encryption": lambda: three_pages_of(SOUND, trailer=b"/Encrypt<</Filter/Own/V 9>>/ID[(a)(a)]"),
    "encryption with a lost key": lambda: three_pages_of(
        SOUND,
        trailer=b"/Encrypt<</Filter/Standard/V 5/R 6/Length 256/P -4/O<%b>/U<%b>/OE<%b>/UE<%b>/Perms<%b>"
        b"/CF<</StdCF<</CFM/AESV3/Length 32>>>>/StmF/StdCF/StrF/StdCF>>/ID[(a)(a)]"
        % tuple(b"5a" * length for length in (48, 48, 32, 32, 16)),
    ),
    "encryption is a reference to itself": lambda: three_pages_of(
        SOUND, more={20: b"20 0 R"}, trailer=b"/Encrypt 20 0 R/ID[(a)(a)]"
    ),
    "header and nothing more": lambda: b"%PDF-1.7\n",
    "header and noise": lambda: b"%PDF-1.4\n" + bytes(range(256)) * 99,
    "web page that says %PDF-": lambda: b"<!doctype html><title>%PDF-1.7</title>" + b"<p>Not found</p>" * 99,
}
"""What the reader makes of each is a matter of tests: some are read whole, some in part, some are refused."""
