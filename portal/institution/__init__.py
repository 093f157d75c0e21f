"""The pages that an institution needs: who runs the portal and on what terms, reports of errors, the survey."""

from portal.institution.blueprint import blueprint
from portal.institution.footer import init_app

__all__ = ["blueprint", "init_app"]
