"""As what a browser is given the original of a record."""

import pytest

from portal.records.files import download_type


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("law.bin", b"%PDF-1.7 nothing", "application/pdf"),
        ("law.pdf", b"\x89PNG\r\n\x1a\n", "image/png"),
        ("law.html", b"<html><script>alert(1)</script>", "application/octet-stream"),
        ("law.pdf", b"<html><script>alert(1)</script>", "application/octet-stream"),
        ("law.svg", b"<svg onload='alert(1)'/>", "application/octet-stream"),
        ("law.txt", "المادة 1".encode("windows-1256"), "application/octet-stream"),
        ("law.pdf", b"", "application/octet-stream"),
    ],
)
def test_a_type_is_told_by_the_content(tmp_path, name, content, expected):
    """Nothing is given as what its name says, and nothing as a page that a browser would run."""
    (tmp_path / name).write_bytes(content)
    assert download_type(tmp_path / name) == expected
