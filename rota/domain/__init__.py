"""Facts of a centre and the arithmetic of its calendar: no files, no solver, no terminal."""
