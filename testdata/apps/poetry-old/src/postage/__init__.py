"""Says what a letter costs."""
