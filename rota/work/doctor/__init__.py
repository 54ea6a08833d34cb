"""The doctor: what about a repository's folder will sooner or later lose or mix up what is written in it."""
