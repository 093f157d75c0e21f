"""A real IMAP server (Dovecot) for tests, in a folder of its own, started here and ended afterwards."""

from __future__ import annotations

import imaplib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from portal.database import now
from tests.needs import unmet
from tests.ports import free_port, wait_until_listening

PATIENCE = 20
"""Seconds that the server has to answer."""

CONFIGURATION = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
mail_location = maildir:{folder}/mail/%u
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
namespace inbox {{
  inbox = yes
}}
"""


@dataclass(frozen=True)
class ImapServer:
    """A server with a mailbox for whoever gives the password ``secret``."""

    plain: int
    tls: int
    certificate: Path

    def address(self, user: str, scheme: str = "imap") -> str:
        """The address of a mailbox as settings have it."""
        return f"{scheme}://{user}:secret@127.0.0.1:{self.tls if scheme == 'imaps' else self.plain}/INBOX"

    def deliver(self, user: str, content: bytes) -> None:
        """Put a message into a mailbox."""
        with imaplib.IMAP4("127.0.0.1", self.plain, timeout=PATIENCE) as connection:
            connection.login(user, "secret")
            connection.append("INBOX", "", "", content)

    def flags(self, user: str) -> list[bytes]:
        """The flags of all messages of a mailbox, as the server writes them."""
        with imaplib.IMAP4("127.0.0.1", self.plain, timeout=PATIENCE) as connection:
            connection.login(user, "secret")
            connection.select("INBOX")
            return [line for line in connection.fetch("1:*", "(FLAGS)")[1] if isinstance(line, bytes)]

    def unmark(self, user: str) -> None:
        """Take all marks from a mailbox, as somebody could who moves messages out and in again."""
        with imaplib.IMAP4("127.0.0.1", self.plain, timeout=PATIENCE) as connection:
            connection.login(user, "secret")
            connection.select("INBOX")
            connection.store("1:*", "FLAGS", "()")


@pytest.fixture(scope="session")
def imap_server() -> Iterator[ImapServer]:
    """A server; without the program tests are skipped with the reason, under CI they fail."""
    program = shutil.which("dovecot", path=f"{os.environ['PATH']}:/usr/sbin") or unmet(
        "Dovecot (Debian: dovecot-imapd) is not installed"
    )
    root = os.geteuid() == 0
    as_nobody = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if root else []
    user = "nobody" if root else pwd.getpwuid(os.geteuid()).pw_name
    with tempfile.TemporaryDirectory(prefix="palermo-imap-") as name:
        folder = Path(name)
        _write_certificate(folder)
        plain, tls = free_port(), free_port()
        group = "nogroup" if root else str(os.getegid())
        values = {"folder": folder, "user": user, "group": group, "plain": plain, "tls": tls}
        (folder / "dovecot.conf").write_text(CONFIGURATION.format(**values))
        if root:
            for path in (folder, *folder.iterdir()):
                shutil.chown(path, "nobody", "nogroup")
        command = [*as_nobody, program, "-F", "-c", str(folder / "dovecot.conf")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder) as server:
            try:
                wait_until_listening(plain, "Dovecot")
                yield ImapServer(plain, tls, folder / "certificate.pem")
            finally:
                server.terminate()


def _write_certificate(folder: Path) -> None:
    """A certificate of our own for 127.0.0.1, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(hours=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(Encoding.PEM))
    (folder / "key.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
