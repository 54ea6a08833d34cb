"""A new rota repository: the small example, or one with a centre's own people and past months."""
