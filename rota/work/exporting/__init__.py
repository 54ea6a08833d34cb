"""Exports: editions of a rota in the formats that their readers live in, and where they are written."""
