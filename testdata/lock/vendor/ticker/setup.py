"""Names the extension; the rest is in pyproject.toml."""

from setuptools import Extension, setup

setup(ext_modules=[Extension("ticker", ["ticker.c"])], py_modules=[])
