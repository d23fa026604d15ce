"""The count, which Prometheus may ask for where its client is installed."""

import itertools

try:
    import prometheus_client
except ImportError:
    prometheus_client = None


class Count:
    """Counts upwards from 1."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        if prometheus_client:
            self._registry = prometheus_client.CollectorRegistry()
            self._visitors = prometheus_client.Counter("visitors", "People who came by", registry=self._registry)

    def visit(self) -> int:
        """The number of this visitor."""
        if prometheus_client:
            self._visitors.inc()
        return next(self._numbers)

    def exposition(self) -> bytes:
        """The count in Prometheus's text format; empty without its client."""
        return prometheus_client.generate_latest(self._registry) if prometheus_client else b""
