"""The vocabularies that Palermo cannot do without, and which part of it needs each."""

from __future__ import annotations

from collections.abc import Mapping

REQUIRED: Mapping[str, str] = {
    "act_type": "records",
    "action": "the pages of treaties",
    "article": "records",
    "component": "records",
    "country": "records",
    "country_status": "the statuses of countries",
    "court_level": "records",
    "crime": "records",
    "file_status": "the pages of records",
    "in_force": "the pages of records",
    "issue": "records",
    "kind": "the pages of records",
    "language": "records",
    "level": "the editing of articles",
    "organization": "records",
    "organization_status": "the statuses of organizations",
    "publication_type": "records",
    "region": "the regions of countries",
    "relation": "the pages of records",
    "stage": "records",
    "topic": "the search",
    "treaty": "the articles of treaties",
    "treaty_relation": "the pages of records",
    "verdict": "records",
    "verification": "the pages of records",
}
"""By the name of a vocabulary: what looks for its terms. The others may be left out."""
