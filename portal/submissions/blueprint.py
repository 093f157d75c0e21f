"""The addresses of drafts and their files."""

from __future__ import annotations

from flask import Blueprint

from portal.i18n import WORK
from portal.submissions import clearing, files, pages  # noqa: F401 - clearing is a sweep

DRAFT = "/<int:number>"
FILE = f"{DRAFT}/files/<int:file>"

blueprint = Blueprint("submissions", __name__, url_prefix=f"{WORK}/submissions")
blueprint.add_url_rule("", "own", pages.own)
blueprint.add_url_rule("/new", "new", pages.new)
blueprint.add_url_rule("/new", "begin", pages.begin, methods=["POST"])
blueprint.add_url_rule(f"{DRAFT}/draft", "draft", pages.draft)
blueprint.add_url_rule(f"{DRAFT}/draft", "change", pages.change, methods=["POST"])
blueprint.add_url_rule(f"{DRAFT}/files", "files", files.listed)
blueprint.add_url_rule(f"{DRAFT}/files", "upload", files.upload, methods=["POST"])
blueprint.add_url_rule(f"{DRAFT}/pieces", "begin_pieces", files.begin_pieces, methods=["POST"])
blueprint.add_url_rule(f"{DRAFT}/pieces/<id>", "pieces", files.state_of_pieces)
blueprint.add_url_rule(f"{DRAFT}/pieces/<id>", "take_piece", files.take_piece, methods=["POST"])
blueprint.add_url_rule(f"{DRAFT}/pieces/<id>/end", "end_pieces", files.end_pieces, methods=["POST"])
blueprint.add_url_rule(f"{FILE}/remove", "remove_file", files.remove, methods=["POST"])
blueprint.add_url_rule(f"{FILE}/read-again", "read_again", files.reread, methods=["POST"])
blueprint.add_url_rule(f"{FILE}/original", "original", files.original)
blueprint.add_url_rule(f"{FILE}/pages/<int:page>-<int:width>.webp", "page_image", files.image)
