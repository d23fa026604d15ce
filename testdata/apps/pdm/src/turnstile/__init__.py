"""Counts visitors."""
