"""What is wrong with a plan, told so that whoever wrote it can mend it: line, field, what, cure."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticCustomError

from app.domain.errors import N_, Refusal

MOST_COMPLAINTS = 20
EXAMPLE = "{en: Welcome, fr: Bienvenue}"
Path = tuple[str | int, ...]


class Complaint(NamedTuple):
    """`what` and `cure` are marked for translation; `facts` stand in them. Lines count from 1."""

    line: int
    field: str
    what: str
    cure: str
    facts: Mapping[str, object] = {}

    def told(self, translated: Callable[[str], str] = str) -> str:
        where = [translated(N_("Line %(line)s")) % {"line": self.line}, *([self.field] if self.field else [])]
        return f"{', '.join(where)}: {translated(self.what) % self.facts} {translated(self.cure) % self.facts}"


class PlanRefused(Refusal):
    """Nothing of the plan was used."""

    sentence = N_("This plan cannot be used as it is.")
    cure = N_("Mend the lines that are named, then send it again.")

    def __init__(self, complaints: Iterable[Complaint]) -> None:
        super().__init__()
        self.complaints = list(complaints)[:MOST_COMPLAINTS]

    def __str__(self) -> str:
        return "\n".join(each.told() for each in self.complaints)


def wrong(what: str, cure: str, **facts: object) -> PydanticCustomError:
    """Raised by the schema itself, where a rule of ours is broken."""
    return PydanticCustomError("plan", "{what}", {"what": what, "cure": cure, "facts": facts})


SAYS: dict[str, tuple[str, str]] = {
    "missing": (N_("is missing."), N_("Add it.")),
    "literal_error": (N_("cannot be “%(input)s”."), N_("Use one of: %(expected)s.")),
    "string_type": (N_("should be words."), N_("Write it in quotes.")),
    "int_type": (N_("should be a whole number."), N_("Write it in digits, without quotes.")),
    "bool_type": (N_("is a yes or a no."), N_("Write true or false.")),
    "list_type": (N_("should be a list."), N_("Begin each of its lines with a dash.")),
    "dict_type": (N_("should be words by language."), N_("Write for example: %(example)s")),
    "model_type": (N_("should have parts of its own."), N_("Write each on a line of its own: name, colon, value.")),
    "greater_than_equal": (N_("is too small."), N_("Use %(ge)s or more.")),
    "less_than_equal": (N_("is too large."), N_("Use %(le)s or less.")),
    "too_short": (N_("is empty."), N_("Give it at least one.")),
    "too_long": (N_("is too much."), N_("Keep it to %(max_length)s.")),
    "string_too_short": (N_("is empty."), N_("Write something.")),
    "string_too_long": (N_("is too long."), N_("Keep it to %(max_length)s letters.")),
}
UNKNOWN = N_("is not part of a plan."), N_("Take it out.")
NEAR = N_("is not part of a plan."), N_("Did you mean “%(near)s”?")
OTHERWISE = N_("cannot be used."), N_("Compare it with docs/plans.md.")


def complaints(error: ValidationError, lines: Mapping[Path, int], model: type[BaseModel]) -> list[Complaint]:
    """What kept a file from being this model, in the order of its lines."""
    found = [complaint(dict(each), lines, model) for each in error.errors(include_url=False)]
    return sorted(found, key=lambda each: each.line)


def complaint(error: dict[str, Any], lines: Mapping[Path, int], model: type[BaseModel]) -> Complaint:
    path = tuple(part for part in error["loc"] if part != "[key]")
    context: dict[str, Any] = error.get("ctx", {})
    facts = {
        **context,
        "example": EXAMPLE,
        "input": error["input"],
        "expected": str(context.get("expected", "")).replace(" or ", ", "),
    }
    if error["type"] == "plan":
        what, cure, facts = context["what"], context["cure"], context["facts"]
    elif error["type"] == "extra_forbidden":
        near = get_close_matches(str(path[-1]), names_at(path[:-1], model), 1)
        what, cure, facts = (*NEAR, {"near": near[0]}) if near else (*UNKNOWN, {})
    else:
        what, cure = SAYS.get(error["type"], OTHERWISE)
    return Complaint(line_of(path, lines), spelled(path), what, cure, facts)


def line_of(path: Path, lines: Mapping[Path, int]) -> int:
    """Of the nearest thing that is there: what is missing has no line of its own."""
    return next((lines[path[:n]] for n in range(len(path), 0, -1) if path[:n] in lines), 1)


def spelled(path: Path) -> str:
    """`agenda 2 › stages 1 › minutes`, counting from 1 as people do."""
    words: list[str] = []
    for part in path:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(str(part))
    return " › ".join(words)


def names_at(path: Path, model: type[BaseModel]) -> list[str]:
    """The fields that there are at this place; none where a plan does not say."""
    for part in (each for each in path if isinstance(each, str)):
        inner = models_in(model.model_fields[part].annotation) if part in model.model_fields else []
        if not inner:
            return []
        model = inner[0]
    return list(model.model_fields)


def models_in(hint: Any) -> list[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return [hint]
    return [model for part in getattr(hint, "__args__", ()) for model in models_in(part)]
