"""What States and organizations send: drafts, their files, what the machine proposes, and what becomes of them."""
