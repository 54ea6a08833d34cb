"""Bank holidays, closures and school holidays: written into ``calendar/`` from settings and from files, and shown."""
