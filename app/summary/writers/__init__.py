"""Every format a report is written in: one file each, found by walking this folder."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from app.summary.writers.base import Format


@cache
def formats() -> dict[str, Format]:
    """By name, in the order in which they are offered."""
    found = [import_module(f"{__name__}.{each.name}").FORMAT for each in iter_modules(__path__) if each.name != "base"]
    return {each.name: each for each in sorted(found, key=lambda each: each.order)}


__all__ = ["Format", "formats"]
