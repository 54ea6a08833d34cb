"""Editions: a month's rota as one audience may see it."""
