"""Privacy: words, numbers and addresses that say something private about somebody, wherever in the files they stand."""
