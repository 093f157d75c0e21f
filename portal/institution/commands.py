"""What readers sent, on the command line: ``portal reports``, ``portal mail``, ``portal survey``."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from indexer.errors import PalermoError
from indexer.settings import read_settings
from portal.commands import told, with_portal
from portal.institution.keeping import Kept, KeptReport
from portal.institution.mailing import mail_waiting
from portal.institution.surveying import counted
from portal.notices.sending import send_waiting, waiting_count


@click.command()
@click.option("--json", "as_json", is_flag=True, help="A JSON object a line.")
@click.option("--remove", metavar="REFERENCE", help="Remove this report for good.")
@told
def reports(as_json: bool, remove: str | None) -> None:  # noqa: FBT001 - an option of the command line
    """List the errors that readers reported, the oldest first."""
    kept = Kept(read_settings().state)
    if remove:
        if not kept.remove(remove):
            raise PalermoError(f"there is no report {remove}; `portal reports` lists them")
        click.echo(f"Removed {remove}")
        return
    for report in kept.reports():
        click.echo(_as_json(report) if as_json else _as_text(report))


@click.command()
@told
def mail() -> None:
    """Mail the notices and reports that were not mailed yet; for a timer."""
    settings = read_settings()
    if settings.secret_key:
        with with_portal(settings):
            notices = send_waiting(settings)
            click.echo(f"Mailed {notices} notice{'' if notices == 1 else 's'}; {waiting_count()} wait")
    count = mail_waiting(settings)
    click.echo(f"Mailed {count} report{'' if count == 1 else 's'}")


@click.command()
@click.option("--texts", is_flag=True, help="Print what was written to the last question too.")
@told
def survey(texts: bool) -> None:  # noqa: FBT001 - an option of the command line
    """Count the answers to the survey by language."""
    answers = Kept(read_settings().state).answers()
    for line in counted(answers):
        click.echo(line)
    if texts:
        for answer in answers:
            if answer.text:
                click.echo(f"\n{answer.day} {answer.language}\n{_indented(answer.text)}")


def _as_json(kept: KeptReport) -> str:
    facts = {"reference": kept.reference, "sent": kept.sent, "mailed": kept.mailed, **asdict(kept.report)}
    return json.dumps(facts, ensure_ascii=False)


def _as_text(kept: KeptReport) -> str:
    report = kept.report
    place = "/".join(part for part in (report.record, report.file, report.provision) if part)
    head = f"{kept.reference}  {kept.sent}  {report.subject}  {report.language}  {place or '(no record)'}"
    state = f"    {f'mailed {kept.mailed}' if kept.mailed else 'not mailed'}; reply to {report.mail or 'nobody'}"
    return f"{head}\n{state}\n{_indented(report.text)}\n"


def _indented(text: str) -> str:
    """Text as readers wrote it, set in; nothing in it speaks to the terminal, since only printable text is kept."""
    return "\n".join(f"    {line}" for line in text.splitlines())
