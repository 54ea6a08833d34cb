"""An edition as a workbook: one module a sheet, ``book`` puts them together."""
