"""From a PDF to an answer: everything but the web pages; works from the shell alone."""
