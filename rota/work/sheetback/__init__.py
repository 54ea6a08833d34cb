"""An exported workbook that a leader has edited, taken back: read, compared with what it was, and written or asked for."""
