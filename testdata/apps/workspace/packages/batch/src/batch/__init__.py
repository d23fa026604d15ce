"""Prints the price list at night."""
