"""How often a password or a code may be tried: after some failures a minute passes, after more an hour, then a day.

Attempts are counted by account, whether there is one or not, and by network address; those of an account are forgotten
when its owner gets in. Without Redis each process counts for itself, and so does each while Redis is away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus

from flask import Flask, Response, g, make_response, render_template, request, session
from flask_security import current_user
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter

from indexer.settings import Settings
from portal.operations.rates import asker

OF_ACCOUNT = "5 per minute; 10 per 15 minutes; 20 per hour; 50 per day"
OF_NETWORK = "30 per minute; 120 per hour; 400 per day"
"""Attempts of one network address, behind which a ministry may sit; those that succeed count."""

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a form tries: ``account`` names whose; where ``ends`` a redirection means that it was right."""

    account: Callable[[], str]
    ends: bool = True


def _typed() -> str:
    return f"password {_mark(request.form.get('email', ''))}"


def _own() -> str:
    return f"password {_mark(getattr(current_user, 'email', ''))}"


def _begun() -> str:
    return f"code {session.get('tf_user_id') or getattr(current_user, 'fs_uniquifier', '')}"


def _asked() -> str:
    return f"letter {_mark(request.form.get('email', ''))}"


def _link() -> str:
    return f"letter {_mark(str((request.view_args or {}).get('token', '')))}"


ATTEMPTS: Mapping[str, Attempt] = {
    "security.login": Attempt(_typed),
    "security.two_factor_token_validation": Attempt(_begun),
    "security.two_factor_setup_validate": Attempt(_begun),
    "security.mf_recovery": Attempt(_begun),
    "security.verify": Attempt(_own),
    "security.change_password": Attempt(_own),
    "security.forgot_password": Attempt(_asked, ends=False),
    "accounts.invite_afresh": Attempt(_link, ends=False),
}
"""The endpoints whose forms are counted."""


class Throttle:
    """Counts attempts."""

    def __init__(self, redis_url: str) -> None:
        """Count in Redis if there is an address, else in memory."""
        self._own = FixedWindowRateLimiter(MemoryStorage())
        options = {"socket_connect_timeout": 1, "socket_timeout": 1, "wrap_exceptions": True}
        self._shared = FixedWindowRateLimiter(storage_from_string(redis_url, **options)) if redis_url else self._own

    def wait(self, keys: Iterable[tuple[str, Key]]) -> int:
        """Count an attempt for all keys, each with its limits; the seconds to wait if it is one too many, else 0."""
        keys = list(keys)
        try:
            return _waiting(self._shared, keys)
        except StorageError:
            return _waiting(self._own, keys)

    def forget(self, limits: str, key: Key) -> None:
        """Forget the attempts of a key."""
        for limiter in (self._shared, self._own):
            try:
                for item in parse_many(limits):
                    limiter.clear(item, *key)
            except StorageError:
                continue


def init_app(app: Flask, settings: Settings) -> None:
    """Throttle the forms of an app; to be called behind the guard against other sites' forms."""
    throttle = Throttle(settings.redis_url)

    @app.before_request
    def refuse_hasty() -> Response | None:
        attempt = _attempt()
        if attempt is None:
            return None
        g.attempted = attempt.account()  # now: the view changes the session
        seconds = throttle.wait([(OF_ACCOUNT, ("account", g.attempted)), (OF_NETWORK, ("network", asker()))])
        return _refusal(seconds) if seconds else None

    @app.after_request
    def forget_failures(response: Response) -> Response:
        attempt = _attempt()
        if attempt and attempt.ends and response.status_code in (HTTPStatus.FOUND, HTTPStatus.SEE_OTHER):
            throttle.forget(OF_ACCOUNT, ("account", g.attempted))
        return response


def _attempt() -> Attempt | None:
    return ATTEMPTS.get(request.endpoint or "") if request.method == "POST" else None


def _refusal(seconds: int) -> Response:
    response = make_response(render_template("accounts/wait.html", minutes=-(-seconds // 60)))
    response.status_code = HTTPStatus.TOO_MANY_REQUESTS
    response.headers["Retry-After"] = str(seconds)
    return response


def _waiting(limiter: FixedWindowRateLimiter, keys: Iterable[tuple[str, Key]]) -> int:
    """Count, unless one of the limits is reached; an attempt that comes too early is not counted."""
    items: list[tuple[RateLimitItem, Key]] = [(item, key) for limits, key in keys for item in parse_many(limits)]
    full = [(item, key) for item, key in items if not limiter.test(item, *key)]
    if not full:
        full = [(item, key) for item, key in items if not limiter.hit(item, *key)]
    now = time.time()
    return max((max(1, round(limiter.get_window_stats(item, *key).reset_time - now)) for item, key in full), default=0)


def _mark(text: str) -> str:
    """What stands for an address where counts are kept."""
    return sha256(text.strip().casefold().encode()).hexdigest()[:32]
