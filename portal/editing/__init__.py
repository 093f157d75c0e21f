"""The facts of a submission edited beside its pages: the form, what the machine proposes, the articles that were found."""
