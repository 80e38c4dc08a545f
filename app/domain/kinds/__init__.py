"""The kinds of stages: one file a kind, found by walking this folder.

They are imported when first asked for, not with this package: so a kind's hooks may import any verb."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from app.domain.kinds.base import OPEN, Kind, Settings

if TYPE_CHECKING:
    from app.models import Stage


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by its name."""
    found = [import_module(f"{__name__}.{each.name}") for each in iter_modules(__path__) if each.name != "base"]
    return {kind.name: kind for kind in (each.KIND for each in found)}


def kind_of(name: str | None, phones: dict[str, Any] | None = None, settings: dict[str, Any] | None = None) -> Kind:
    """With `phones` and `settings`: as the stage's plan lets phones do and see. No name: no stage."""
    return kinds()[name].of(phones, settings) if name else OPEN


def kind_at(stage: "Stage | None") -> Kind:
    return kind_of(stage.kind, stage.phones, stage.settings) if stage else OPEN


def settings_of(stage: "Stage") -> Any:
    """What is set for this stage, as its kind's own Settings."""
    return kinds()[stage.kind].settings.model_validate(stage.settings)


__all__ = ["OPEN", "Kind", "Settings", "kind_at", "kind_of", "kinds", "settings_of"]
