"""A running program follows its collections every few seconds, and never more often."""

import logging
from dataclasses import replace

import pytest

from indexer.application import open_library
from indexer.application.following import PAUSE, SHARE, Following
from indexer.corpus import Changes
from indexer.errors import CorpusError, UnknownRecord
from indexer.settings import Settings

LAW = """\
id: no-2020-1
kind: legislation
title: {en: Act on Nothing}
original_language: en
country: [NO]
type_of_act: law
adopted: 2020-05
in_force: {value: unknown}
"""


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        """Begin at zero."""
        self.seconds = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.seconds


class Looked:
    """Stands for a catalogue: counts how often it looks at its folders, and how long that takes on the clock."""

    def __init__(self, clock: Clock, seconds: float = 0.0, error: CorpusError | None = None) -> None:
        """Look for so many seconds each time, then fail if there is an error."""
        self.times = 0
        self._clock, self._seconds, self._error = clock, seconds, error

    def follow(self) -> Changes:
        """Look at the folders."""
        self.times += 1
        self._clock.seconds += self._seconds
        if self._error:
            raise self._error
        return Changes()


def test_the_folders_are_looked_at_every_few_seconds() -> None:
    """However often it is asked, the catalogue looks at its folders once in a pause, the first time after one."""
    clock = Clock()
    catalogue = Looked(clock)
    following = Following(catalogue, clock)
    for clock.seconds in (0, PAUSE / 2, PAUSE, PAUSE + 0.1, 1.9 * PAUSE, 2 * PAUSE + 0.1):
        following.when_due()
    assert catalogue.times == 2
    assert PAUSE <= 5


def test_a_long_look_is_followed_by_a_longer_pause() -> None:
    """Looking at a huge collection takes at most a fifth of the time."""
    clock = Clock()
    catalogue = Looked(clock, seconds=PAUSE)
    following = Following(catalogue, clock)
    clock.seconds = PAUSE
    following.when_due()
    ended = clock.seconds
    for clock.seconds in (ended + PAUSE, ended + SHARE * PAUSE - 0.1):
        following.when_due()
    assert catalogue.times == 1
    clock.seconds = ended + SHARE * PAUSE
    following.when_due()
    assert catalogue.times == 2


def test_that_it_cannot_be_done_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """When the catalogue cannot be written the log gets the reason and readers what is known; it is tried again."""
    clock = Clock()
    catalogue = Looked(clock, error=CorpusError("the disk is full"))
    following = Following(catalogue, clock)
    with caplog.at_level(logging.ERROR):
        for clock.seconds in (PAUSE, 2 * PAUSE):
            following.when_due()
    assert catalogue.times == 2
    assert "the disk is full" in caplog.text


def test_a_library_sees_what_is_changed_by_hand(tmp_path, monkeypatch) -> None:
    """Records that are added, changed, withdrawn and removed in the folders are seen by a library that is open."""
    monkeypatch.setattr("indexer.application.following.PAUSE", 0)
    monkeypatch.setattr("indexer.application.following.SHARE", 0)
    folder = tmp_path / "laws" / "legislation" / "new"
    (tmp_path / "laws").mkdir()
    library = open_library(Settings(corpora=(tmp_path / "laws",), data=tmp_path / "var"))
    assert len(library.corpus) == 0
    folder.mkdir(parents=True)
    (folder / "record.yaml").write_text(LAW)
    assert library.corpus.record("no-2020-1").title["en"] == "Act on Nothing"
    assert library.catalogue.entry("no-2020-1").demonstration is False
    (folder / "record.yaml").write_text(LAW.replace("Act on Nothing", "Act on Something"))
    assert library.catalogue.entry("no-2020-1").titles == {"en": "Act on Something"}
    (folder / "record.yaml").write_text(
        "id: no-2020-1\nkind: legislation\ntitle: {en: T}\noriginal_language: en\n"
        "withdrawn: {on: 2026-11-21, reason: {en: Wrong text}}\n"
    )
    assert library.corpus.ids() == ()
    assert library.corpus.tombstone("no-2020-1").withdrawn.reason["en"] == "Wrong text"
    (folder / "record.yaml").unlink()
    with pytest.raises(UnknownRecord):
        library.corpus.record("no-2020-1")
    library.close()


def test_without_the_demonstration_collection_another_has_to_be_named(tmp_path) -> None:
    """A library without any collection is refused with what to name; an empty collection is one."""
    settings = Settings(corpora=(), data=tmp_path / "var", demonstration=False)
    with pytest.raises(CorpusError, match="name the folders of your collections in PALERMO_CORPORA"):
        open_library(settings)
    (tmp_path / "laws").mkdir()
    library = open_library(replace(settings, corpora=(tmp_path / "laws",)))
    assert library.corpus.ids() == ()
    library.close()
