"""Strangers that read what rota writes: a browser, an HTML validator, LibreOffice, ical.js, poppler. See README.md."""
