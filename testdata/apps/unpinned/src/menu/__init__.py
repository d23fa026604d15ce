"""Prints what there is to eat."""
