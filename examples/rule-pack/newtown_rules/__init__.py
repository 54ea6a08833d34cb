"""Rules of Newtown Council for rota."""
