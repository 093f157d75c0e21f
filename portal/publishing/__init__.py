"""From accepted submissions to published records, and from published records to corrected and withdrawn ones."""
