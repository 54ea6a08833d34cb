"""One use case a file: what each command does, without the terminal."""
