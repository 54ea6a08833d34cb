"""The web page of a month's rota: one file that asks for nothing and runs no script."""
