"""plateau: where an organisation in the social domain stands, where it must go, how it gets there."""

from importlib.metadata import version

__version__ = version("plateau")
