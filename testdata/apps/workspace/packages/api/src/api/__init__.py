"""Quotes prices over HTTP."""
