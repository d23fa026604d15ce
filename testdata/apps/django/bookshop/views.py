"""Pages of the site."""

import os

import django
import psycopg2
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static


def health(_: HttpRequest) -> JsonResponse:
    """What a probe sees: that the site answers, and what it runs on. The database is not asked."""
    return JsonResponse({
        "status": "ok",
        "uid": os.getuid(),
        "django": django.get_version(),
        "database": connection.vendor,
        "libpq": psycopg2.__libpq_version__,
        "same_libpq": psycopg2.__libpq_version__ == psycopg2.extensions.libpq_version(),
    })


def style(_: HttpRequest) -> HttpResponse:
    """Where the style sheet is, by the list of files that the build has collected."""
    return HttpResponse(static("bookshop/site.css"))
