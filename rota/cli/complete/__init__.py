"""How a word on the command line can go on, worked out fast: no command, and no file of the repository, is read whole."""
