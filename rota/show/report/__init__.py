"""A report in every format of ``rota check``: one module a format, each with ``write``, which returns the text."""
