"""The steps from the folders of records to a searchable index."""
