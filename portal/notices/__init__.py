"""Mail to people: kept in the database with the change it tells of, sent behind that."""
