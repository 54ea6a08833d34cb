"""``rota export``: a month's rota in the form that its readers live in."""
