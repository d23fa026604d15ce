"""Says what came of the dependencies."""

from importlib.metadata import requires, version

import six

if __name__ == "__main__":
    print("abroad", version("abroad"), "requires", requires("abroad"), "has six", six.__version__)
