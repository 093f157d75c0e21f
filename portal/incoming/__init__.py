"""Submissions by e-mail: messages of people who have an account become drafts, all others are kept aside."""
