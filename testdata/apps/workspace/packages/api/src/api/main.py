"""The HTTP service."""

import os
from importlib.metadata import distributions, version
from importlib.util import find_spec

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from core.quotes import quote

OURS = ("api", "batch", "core", "money")


async def price(request: Request) -> JSONResponse:
    """What so many pieces cost."""
    return JSONResponse({"price": str(quote(int(request.query_params.get("pieces", "1"))))})


async def health(_: Request) -> JSONResponse:
    """What a probe sees: that the service answers, and which of the workspace's packages are beside it."""
    names = {d.name for d in distributions()}
    return JSONResponse({
        "status": "ok",
        "version": version("api"),
        "uid": os.getuid(),
        "price": str(quote(3)),
        "installed": [name for name in OURS if name in names],
        "importable": [name for name in OURS if find_spec(name)],
    })


app = Starlette(routes=[Route("/price", price), Route("/health", health)])
