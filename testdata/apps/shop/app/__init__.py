"""A shop with a database, a cache and a task queue."""
