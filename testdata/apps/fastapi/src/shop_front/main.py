"""The HTTP service."""

from importlib.metadata import version

from fastapi import FastAPI

from shop_front.state import bytecode, code_writable, one_copy, user_id

GREETING = "Welcome to the shop"

app = FastAPI(title="shop-front")


@app.get("/")
def greet() -> dict[str, str]:
    """What a visitor sees."""
    return {"message": GREETING}


@app.get("/health")
def health() -> dict[str, object]:
    """What a probe sees: that the service answers, and what it runs on."""
    return {
        "status": "ok",
        "version": version("shop-front"),
        "uid": user_id(),
        "code_writable": code_writable(),
        "one_copy": one_copy(),
        "bytecode": bytecode(),
    }
