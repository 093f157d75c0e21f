"""Keys made of the one secret, one for each purpose, so that none is good for another."""

from __future__ import annotations

from base64 import urlsafe_b64encode

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from indexer.settings import Settings


def derived(settings: Settings, purpose: str) -> str:
    """A key for one purpose, made of the secret (HKDF, RFC 5869), in 43 characters of the URL alphabet."""
    key = HKDF(SHA256(), 32, None, f"palermo {purpose}".encode()).derive(settings.secret_key.encode())
    return urlsafe_b64encode(key).decode().rstrip("=")
