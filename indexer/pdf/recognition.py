"""Optical character recognition: tesseract reads the image of a page.

The image is our own bitmap of the page, drawn in the sandbox; tesseract never sees the PDF. It runs with its own
limits of memory and time and a single thread. First it is asked which script the page has, because a wrong model reads
nothing, and then the models of that script read the page.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from PIL import Image, ImageChops, ImageFilter

from indexer.errors import FileRefused, ReadingError, ToolMissing
from indexer.model import Line
from indexer.pdf.allowance import Allowance, run_within
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

_SCRIPT = re.compile(r"^Script: (\w+)$", re.MULTILINE)
_TURN = re.compile(r"^Rotate: (\d+)$", re.MULTILINE)
_TURN_SURE = re.compile(r"^Orientation confidence: ([\d.]+)$", re.MULTILINE)
_SURE_TURN = 2.0
_DOUBT = 0.15  # the share of words in doubt from which other models may read a page better
_DESPAIR = 0.5  # and from which the script itself was taken for another
_MUCH_LESS = 0.6  # by this factor other models must doubt less: a page of figures is in doubt whoever reads it
_NOISY = 0.02  # the share of specks on white above which a median filter helps more than it blurs
_SECONDS_TO_LIST = 60  # of processor time, to tell the names of the models


@dataclass(frozen=True, slots=True)
class _Scan:
    """The grey image of a page, its resolution in dots an inch, and the processor time that is left for it."""

    image: Image.Image
    dpi: float
    allowance: Allowance


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

    def read(self, image: Image.Image, points: tuple[float, float], allowance: Allowance) -> tuple[Line, ...]:
        """The lines of a grey image of a page whose width and height are in points.

        Raises FileRefused if tesseract fails on it or the allowance of the file is spent, ToolMissing if the models of
        its script are not installed, ReadingError if the machine is to blame.
        """
        if self.problem:
            raise ToolMissing(self.problem)
        allowance.begin_page()
        scan = _Scan(without_specks(image), image.width / points[0] * 72, allowance)
        script, turn = self._script(scan)
        if not self._models[script]:
            raise ToolMissing(
                f"it is an image in {script} script and tesseract has no models for it: install {INSTALL}"
            )
        upright = replace(scan, image=scan.image.rotate(-turn, expand=True)) if turn else scan
        return lines_of(self._words(upright, script), points, image.size, turn)

    def _words(self, scan: _Scan, script: str) -> list[Found]:
        """The words of an upright image, by those models that doubt the fewest of them.

        Where the page is read well but for single stretches, in another script perhaps, only these are replaced.
        """
        first, *others = self._models[script]
        best = alone = self._words_by(first, scan)
        choices = [*others, *(choices[0] for name, choices in self._models.items() if name != script and choices)]
        if others and doubt(best) <= _DOUBT and has_doubtful_stretch(best):
            return mended(best, self._words_by(others[0], scan))
        for place, models in enumerate(choices):
            if doubt(best) <= (_DOUBT if place < len(others) else _DESPAIR):
                break
            other = self._words_by(models, scan)
            best = other if doubt(other) < _MUCH_LESS * doubt(best) else best
        return best if best is alone or script != "Arabic" else without_foreign_noise(best, alone)

    def _words_by(self, models: Sequence[str], scan: _Scan) -> list[Found]:
        return words_of_table(self._run(scan, "--psm", "3", "-l", "+".join(models), "tsv"))

    def _script(self, scan: _Scan) -> tuple[str, int]:
        """The script of a page and the degrees by which it must be turned clockwise; Latin and 0 if it cannot tell."""
        if not self._knows_scripts:
            return "Latin", 0
        try:
            said = self._run(scan, "--psm", "0", "-l", "osd")
        except FileRefused:  # "too few characters"
            return "Latin", 0
        script, turn, sure = _SCRIPT.search(said), _TURN.search(said), _TURN_SURE.search(said)
        name = script.group(1) if script else "Latin"
        degrees = int(turn.group(1)) if turn and sure and float(sure.group(1)) > _SURE_TURN else 0
        return (name if name in MODELS else "Latin"), degrees

    def _run(self, scan: _Scan, *options: str) -> str:
        picture = b"P5 %d %d 255\n" % scan.image.size + scan.image.tobytes()
        command = [self._program or "tesseract", "stdin", "stdout", "--dpi", str(round(scan.dpi)), *options]
        return run_within(scan.allowance, command, picture)


@lru_cache(maxsize=4)
def _installed(program: str) -> frozenset[str]:
    """The names of the models of a tesseract program."""
    try:
        said = run_within(Allowance(_SECONDS_TO_LIST), [program, "--list-langs"], b"")
    except ReadingError:
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
