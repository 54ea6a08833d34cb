"""The command line: parse, call, print, exit; one file a command."""
