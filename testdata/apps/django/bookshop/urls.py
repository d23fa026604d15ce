"""Addresses of the site."""

from django.urls import path

from bookshop.views import health, style

urlpatterns = [path("health", health), path("style", style)]
