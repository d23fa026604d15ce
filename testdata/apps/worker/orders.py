"""Orders, as the queue delivers them."""


def describe(order):
    """One line for the log."""
    return f"order {order['id']} of {order['items']} items"
