"""People who sign in: their accounts, their roles, their second factor."""
