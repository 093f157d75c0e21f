"""Mail to people: kept in the database with the change it tells of, sent behind that."""

from portal.notices.keeping import tell, tell_address

__all__ = ["tell", "tell_address"]
