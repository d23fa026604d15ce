"""What is said in letters."""


def greeting(name: str) -> str:
    return f"Dear {name},"
