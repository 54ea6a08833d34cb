"""Rotas from spreadsheets: agents down and dates across, or a list of cells."""
