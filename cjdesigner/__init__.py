"""Customer journey maps: a map is data, a drawing is computed from it, every surface paints the same drawing."""

__version__ = "0.1.0"
