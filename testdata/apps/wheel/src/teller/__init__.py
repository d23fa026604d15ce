"""Tells what it was installed as."""
