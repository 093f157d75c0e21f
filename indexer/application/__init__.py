"""Puts the parts together: what the command line and the portal work with.

``open_...`` give one part each; :class:`Library` holds all that a reader of the portal needs, opened once a process.
"""

from indexer.application.correcting import corrected_reading, merge_of, relabel_of, rename_of, split_at
from indexer.application.drafting import draft_faults, passage_marked
from indexer.application.exchange import (
    ImportReport,
    Selection,
    TableFiles,
    export_file,
    export_records,
    import_table,
    schema_of,
    with_tables,
    write_template,
)
from indexer.application.indexing import (
    IndexGap,
    build,
    collection_state,
    index_gap,
    index_languages,
    index_status,
    plan_build,
    read_file,
)
from indexer.application.library import PAGE_WIDTHS, Library, open_library
from indexer.application.opening import open_catalogue, open_corpus, open_readings, open_search, open_vocabularies
from indexer.application.proposing import find_duplicates, follow_records, known_document, propose
from indexer.application.publishing import (
    borrow_readings,
    carry_readings,
    faults_of_new,
    index_record,
    published_revision,
)
from indexer.application.records import (
    add_record,
    check_corpora,
    record_differences,
    record_history,
    record_text,
    restore_record,
    revise_record,
    revised_today,
    withdraw_record,
)
from indexer.application.submitted import ARCHIVE, SubmittedFiles, files_in, media_type_of, suffix_of
from indexer.application.verifying import VerifyReport, verify_corpora
from indexer.application.vocabularies import check_vocabularies, vocabularies_as_skos
from indexer.marking import MarkedParagraph
from indexer.pdf import carried
from indexer.proposals import FIELDS as PROPOSED_FIELDS
from indexer.proposals import LISTS as PROPOSED_LISTS
from indexer.proposals import Duplicate, Evidence, KnownDocument, Proposal, number_key
from indexer.proposals import best as best_proposals
from indexer.proposals.output import proposals_as_json, proposals_as_lines
from indexer.readings import Outcome, Quality
from indexer.readings.output import reading_as_json
from indexer.search import MOST_VALUES, PARAMETERS, parameter_pairs, parse_parameters
from indexer.search.output import results_as_json, results_as_lines
from indexer.structure import Unfit

__all__ = [
    "ARCHIVE",
    "MOST_VALUES",
    "PAGE_WIDTHS",
    "PARAMETERS",
    "PROPOSED_FIELDS",
    "PROPOSED_LISTS",
    "Duplicate",
    "Evidence",
    "ImportReport",
    "IndexGap",
    "KnownDocument",
    "Library",
    "MarkedParagraph",
    "Outcome",
    "Proposal",
    "Quality",
    "Selection",
    "SubmittedFiles",
    "TableFiles",
    "Unfit",
    "VerifyReport",
    "add_record",
    "best_proposals",
    "borrow_readings",
    "build",
    "carried",
    "carry_readings",
    "check_corpora",
    "check_vocabularies",
    "collection_state",
    "corrected_reading",
    "draft_faults",
    "export_file",
    "export_records",
    "faults_of_new",
    "files_in",
    "find_duplicates",
    "follow_records",
    "import_table",
    "index_gap",
    "index_languages",
    "index_record",
    "index_status",
    "known_document",
    "media_type_of",
    "merge_of",
    "number_key",
    "open_catalogue",
    "open_corpus",
    "open_library",
    "open_readings",
    "open_search",
    "open_vocabularies",
    "parameter_pairs",
    "parse_parameters",
    "passage_marked",
    "plan_build",
    "proposals_as_json",
    "proposals_as_lines",
    "propose",
    "published_revision",
    "read_file",
    "reading_as_json",
    "record_differences",
    "record_history",
    "record_text",
    "relabel_of",
    "rename_of",
    "restore_record",
    "results_as_json",
    "results_as_lines",
    "revise_record",
    "revised_today",
    "schema_of",
    "split_at",
    "suffix_of",
    "verify_corpora",
    "vocabularies_as_skos",
    "with_tables",
    "withdraw_record",
    "write_template",
]
