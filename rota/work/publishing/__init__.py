"""How far a month has come: told, published, and what became of each wish."""
