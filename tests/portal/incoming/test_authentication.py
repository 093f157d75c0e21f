from email.message import Message

import pytest

from portal.incoming.authentication import vouches

OURS = "mx.palermo.example"


def vouched(*headers: str, address: str = "amal@justice.example") -> bool:
    """Whether a message with these headers, the topmost first, is vouched for."""
    message = Message()
    for header in headers:
        message["Authentication-Results"] = header
    return vouches(message, OURS, address)


@pytest.mark.parametrize(
    "header",
    [
        f"{OURS}; dkim=pass header.d=justice.example",
        f"{OURS} 1; dkim=fail header.d=justice.example; dkim=pass (2048-bit key) header.d=Justice.Example",
        f'{OURS.upper()};\r\n dkim=pass reason="good; signature" header.i=@x header.d=justice.example header.s=a',
        f"{OURS}; spf=pass (x (y) designates) smtp.mailfrom=amal@justice.example",
        f"{OURS}; spf=pass smtp.mailfrom=justice.example; dkim=none",
    ],
)
def test_pass_for_the_domain_is_believed(header):
    """DKIM or SPF that our server found to pass for the domain of the sender is enough."""
    assert vouched(header)


@pytest.mark.parametrize(
    "headers",
    [
        (),
        ("mx.other.example; dkim=pass header.d=justice.example",),
        (f"{OURS}.evil.example; dkim=pass header.d=justice.example",),
        (f"{OURS}; dkim=fail header.d=justice.example", f"{OURS}; dkim=pass header.d=justice.example"),
        (f"{OURS}; none",),
        (f"{OURS}; dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=x@evil.example",),
        (f"{OURS}; dkim=pass header.d=mail.justice.example",),
        (f"{OURS}; dkim=pass header.d=example",),
        (f"{OURS}; dkim=pass header.d=notjustice.example",),
        (f"{OURS}; dkim=pass",),
        (f'{OURS}; spf=fail smtp.mailfrom="a; dkim=pass header.d=justice.example"@evil.example',),
        (f"{OURS}; spf=fail (says dkim=pass; dkim=pass header.d=justice.example) smtp.mailfrom=evil.example",),
        (f'{OURS}; spf=fail smtp.mailfrom="evil; dkim=pass header.d=justice.example',),
        (f"{OURS}; spf=fail (unclosed; dkim=pass header.d=justice.example",),
        (f"{OURS}; x-dkim=pass header.d=justice.example; dmarc=pass header.d=justice.example",),
        ("",),
        (";",),
        ("x" * 30_000,),
    ],
)
def test_everything_else_is_not(headers):
    """Other servers, forged headers below ours, other domains, and text smuggled into a value are not believed."""
    assert not vouched(*headers)


def test_domain_below_the_one_that_signed_is_believed():
    """Who signs for a domain signs for those below it, not for the one above."""
    assert vouched(f"{OURS}; dkim=pass header.d=justice.example", address="amal@eg.justice.example")
