"""Tasks that run outside a request."""

from celery import Celery

from app.settings import settings

celery = Celery("shop", broker=settings.redis_url)


@celery.task
def restock(pieces: int, delivered: int) -> int:
    """Pieces in stock after new goods came."""
    return pieces + delivered
