"""The repository as a whole: what no single rota shows."""
