"""A publisher that dies at a moment that is told."""

from __future__ import annotations

import multiprocessing
import os
from typing import Any

from indexer.settings import Settings
from portal.publishing import carrying_out
from portal.publishing.steps import Step
from tests.portal.publishing.press import opened

KILLED = 9


def killed_at(settings: Settings, publication: int, step: Step, moment: str) -> None:
    """Carry out a change in a process of its own that ends without a word ``before`` or ``after`` a step is taken."""
    child = multiprocessing.get_context("spawn").Process(target=_die, args=(settings, publication, step, moment))
    child.start()
    child.join(120)
    assert child.exitcode == KILLED


def _die(settings: Settings, publication: int, step: Step, moment: str) -> None:
    if step is Step.DONE and moment == "before":
        carrying_out.finish = _exit
    elif step is Step.DONE:
        carrying_out.shutil.rmtree = _exit
    else:
        work = carrying_out.WORK[step]

        def take(*arguments: Any) -> dict[str, Any]:
            if moment == "after":
                work(*arguments)
            return _exit()

        carrying_out.WORK[step] = take
    with opened(settings):
        carrying_out.carry_out(publication)


def _exit(*_: Any, **__: Any) -> Any:
    os._exit(KILLED)
