"""The secretariat's desk: the queue, a submission's page for the team and for its author, assignment, comments."""
