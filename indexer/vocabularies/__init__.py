"""The vocabularies of Palermo with labels in six languages. See README.md."""
