"""The first administrator, on the command line: ``portal create-admin``."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from indexer.errors import PalermoError
from indexer.settings import Settings, read_settings
from portal import mail
from portal.access import Role
from portal.accounts import people
from portal.accounts.models import User
from portal.accounts.person_form import address_of
from portal.commands import told, with_portal
from portal.database import transaction
from portal.i18n import LANGUAGES
from portal.notices.sending import send_waiting
from portal.startup import prepare_state


@click.command()
@click.argument("address")
@click.option("--name", required=True, help="The name of the person.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="en", help="The language of their messages.")
@told
def create_admin(address: str, name: str, language: str) -> None:
    """Invite an administrator, and print the link by which they set up their account.

    Somebody who has an account already gets the role, and sets up password and second factor anew.
    """
    settings = read_settings()
    if not settings.secret_key:
        raise PalermoError(
            "nobody can sign in without PALERMO_SECRET_KEY: set it to what `openssl rand -hex 32` gives, and keep it"
        )
    try:
        address = address_of(address)
    except ValueError:
        raise PalermoError(f"{address}: expected an address as name@example.org") from None
    prepare_state(settings)
    with with_portal(settings):
        with transaction() as session:
            path = _invited(session, settings, address, " ".join(name.split()), language)
        sent = send_waiting(settings)
    click.echo(f"{settings.public_address}/{language}{path}")
    click.echo(f"The link can be used once, within 10 days{'; it was mailed too' if sent else ''}.", err=True)
    if not mail.can_mail(settings):
        click.echo("It was not mailed: PALERMO_MAIL_SERVER and PALERMO_CONTACT_MAIL are not set.", err=True)


def _invited(session: Session, settings: Settings, address: str, name: str, language: str) -> str:
    user: User | None = people.with_address(session, address)
    if user is None:
        roles = [Role.ADMINISTRATOR]
        return people.invite(session, settings, None, address=address, name=name, roles=roles, language=language)[1]
    if not user.active:
        people.reopen(session, None, user)
    people.give_roles(session, None, user, sorted({role.name for role in user.roles} | {Role.ADMINISTRATOR}))
    return people.reset(session, settings, None, user)
