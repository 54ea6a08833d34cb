"""Seeded breaches: valid rotas, each broken on purpose in twenty ways for every rule, and exactly that is found."""
