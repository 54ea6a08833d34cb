"""Mutation testing of the rules and of ``rota/checking.py``: ``make mutants``, see ``README.md`` beside this file."""
