"""The facts of a submission edited beside its pages: the form, what is proposed, the articles that were found."""
