"""The workplace: everything below ``/<language>/desk/``, for those who sign in. It is there only with a secret."""

from portal.work.assembly import init_app

__all__ = ["init_app"]
