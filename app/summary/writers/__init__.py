"""Every format a report is written in: one file each, found by walking this folder."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from app.summary.writers.base import Format


@cache
def formats() -> dict[str, Format]:
    """By name, in the order in which they are offered."""
    found = [format_called(each.name) for each in iter_modules(__path__) if each.name != "base"]
    return {each.name: each for each in sorted(found, key=lambda each: each.order)}


def format_called(name: str) -> Format:
    """Alone: nobody who writes one loads the libraries of all."""
    return import_module(f"{__name__}.{name}").FORMAT  # type: ignore[no-any-return]


__all__ = ["Format", "format_called", "formats"]
