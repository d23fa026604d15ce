"""The site of a bookshop."""
