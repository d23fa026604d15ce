"""Addresses of the site."""

from django.urls import path

from bookshop.views import health

urlpatterns = [path("health", health)]
