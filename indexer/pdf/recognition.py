"""Optical character recognition: tesseract reads the image of a page.

The image is our own bitmap of the page, drawn in the sandbox; tesseract never sees the PDF. It runs with its own
limits of memory and time and a single thread. First it is asked which script the page has, because a wrong model reads
nothing, and then the models of that script read the page.
"""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageChops, ImageFilter

from indexer.errors import ReadingError, ToolMissing
from indexer.model import Line
from indexer.pdf.tsv import Found, doubt, has_doubtful_stretch, lines_of, mended, without_foreign_noise, words_of_table

MODELS = {
    "Arabic": (("ara",), ("ara", "fra")),
    "Han": (("chi_sim", "eng"),),
    "Cyrillic": (("rus",), ("rus", "eng")),
    "Latin": (("eng", "fra", "spa"), ("ara", "fra")),
}
"""The models that read a page of a script: the first ones, and those to try where the first ones are in doubt.

The model for Arabic alone reads Arabic best; gazettes in Arabic are often bilingual with French.
"""

INSTALL = "tesseract-ocr tesseract-ocr-ara tesseract-ocr-chi-sim tesseract-ocr-fra tesseract-ocr-rus tesseract-ocr-spa"
"""The Debian packages that OCR needs; the models for English and for scripts come with the first."""

_MEMORY = 2_000_000_000  # bytes; a page takes a tenth of it
_SECONDS = 120  # of processor time; a page takes one or two, one full of noise ten
_SCRIPT = re.compile(r"^Script: (\w+)$", re.MULTILINE)
_TURN = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_TURN_SURE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)
_SURE_TURN = 2.0
_DOUBT = 0.15  # the share of words in doubt from which other models may read a page better
_DESPAIR = 0.5  # and from which the script itself was taken for another
_MUCH_LESS = 0.6  # by this factor other models must doubt less: a page of figures is in doubt whoever reads it
_NOISY = 0.02  # the share of specks on white above which a median filter helps more than it blurs


class Tesseract:
    """The installed program; without it ``problem`` says what to install."""

    def __init__(self) -> None:
        """Look for the program and ask it for its models."""
        self._program = shutil.which("tesseract")
        installed = _installed(self._program) if self._program else frozenset()
        self._models = {
            script: [models for models in choices if installed.issuperset(models)] for script, choices in MODELS.items()
        }
        self._knows_scripts = "osd" in installed

    @property
    def problem(self) -> str:
        """Why nothing can be recognized; empty if something can."""
        if self._program and any(self._models.values()):
            return ""
        return f"it is an image and tesseract, which reads images, is not installed: install {INSTALL}"

    def read(self, image: Image.Image, points: tuple[float, float]) -> tuple[Line, ...]:
        """The lines of a grey image of a page whose width and height are in points.

        Raises ReadingError if tesseract fails on it, ToolMissing if the models of its script are not installed.
        """
        image = without_specks(image)
        dpi = image.width / points[0] * 72
        script, turn = self._script(image, dpi)
        if not self._models[script]:
            raise ToolMissing(
                f"it is an image in {script} script and tesseract has no models for it: install {INSTALL}"
            )
        turned = image.rotate(-turn, expand=True) if turn else image
        return lines_of(self._words(turned, dpi, script), points, image.size, turn)

    def _words(self, image: Image.Image, dpi: float, script: str) -> list[Found]:
        """The words of an upright image, by those models that doubt the fewest of them.

        Where the page is read well but for single stretches, in another script perhaps, only these are replaced.
        """
        first, *others = self._models[script]
        best = alone = self._words_by(first, image, dpi)
        choices = [*others, *(choices[0] for name, choices in self._models.items() if name != script and choices)]
        if others and doubt(best) <= _DOUBT and has_doubtful_stretch(best):
            return mended(best, self._words_by(others[0], image, dpi))
        for place, models in enumerate(choices):
            if doubt(best) <= (_DOUBT if place < len(others) else _DESPAIR):
                break
            other = self._words_by(models, image, dpi)
            best = other if doubt(other) < _MUCH_LESS * doubt(best) else best
        return best if best is alone or script != "Arabic" else without_foreign_noise(best, alone)

    def _words_by(self, models: Sequence[str], image: Image.Image, dpi: float) -> list[Found]:
        return words_of_table(self._run(image, dpi, "--psm", "3", "-l", "+".join(models), "tsv"))

    def _script(self, image: Image.Image, dpi: float) -> tuple[str, int]:
        """The script of a page and the degrees by which it must be turned clockwise; Latin and 0 if it cannot tell."""
        if not self._knows_scripts:
            return "Latin", 0
        try:
            said = self._run(image, dpi, "--psm", "0", "-l", "osd")
        except ReadingError:  # "too few characters"
            return "Latin", 0
        script, turn, sure = _SCRIPT.search(said), _TURN.search(said), _TURN_SURE.search(said)
        name = script.group(1) if script else "Latin"
        degrees = int(turn.group(1)) if turn and sure and float(sure.group(1)) > _SURE_TURN else 0
        return (name if name in MODELS else "Latin"), degrees

    def _run(self, image: Image.Image, dpi: float, *options: str) -> str:
        picture = b"P5 %d %d 255\n" % image.size + image.tobytes()
        command = [self._program or "tesseract", "stdin", "stdout", "--dpi", str(round(dpi)), *options]
        return _limited(command, picture)


def _limited(command: Sequence[str], given: bytes) -> str:
    """What a program says to what it is given, within limits of memory and time; raises ReadingError."""
    with subprocess.Popen(  # noqa: S603 - the command is ours, only the bitmap is not
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
        start_new_session=True,
    ) as process:
        with contextlib.suppress(AttributeError, OSError):  # Linux can limit a process that already runs
            resource.prlimit(process.pid, resource.RLIMIT_AS, (_MEMORY, _MEMORY))
            resource.prlimit(process.pid, resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
            resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, 0))
        try:
            said, _ = process.communicate(given, timeout=3 * _SECONDS)
        except BaseException as error:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise ReadingError(f"OCR gave no answer in {3 * _SECONDS} seconds") from None
            raise
    if process.returncode != 0:
        raise ReadingError(f"OCR failed on the image of the page (tesseract ended with status {process.returncode})")
    return said.decode("utf-8", "replace")


@lru_cache(maxsize=4)
def _installed(program: str) -> frozenset[str]:
    """The names of the models of a tesseract program."""
    try:
        said = _limited([program, "--list-langs"], b"")
    except (OSError, ReadingError):
        return frozenset()
    return frozenset(said.split("\n")[1:])


def without_specks(image: Image.Image) -> Image.Image:
    """The image through a 3 x 3 median filter if it is noisy; the same image if it is clean."""
    middle = image.crop((image.width // 4, image.height // 4, image.width * 3 // 4, image.height * 3 // 4))
    smooth = middle.filter(ImageFilter.MedianFilter(3))
    paper = smooth.point(lambda value: 255 if value > 190 else 0)
    specks = ImageChops.darker(ImageChops.subtract(smooth, middle).point(lambda value: 255 if value > 32 else 0), paper)
    share = specks.histogram()[255] / max(1, paper.histogram()[255])
    return image.filter(ImageFilter.MedianFilter(3)) if share > _NOISY else image
