"""What the script has to say."""


def summary(words):
    """The words as one line."""
    return " and ".join(words) or "nothing"
