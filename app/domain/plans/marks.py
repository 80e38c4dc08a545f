"""A plan's text as data, with the line on which each thing stands. JSON is read as the YAML that it also is.

Stricter than YAML at large: `no` is a word and not a refusal, nothing stands for something else (no aliases, no tags,
no merges), nothing is said twice. So what one reads in the file is what one gets."""

import re
from typing import Any

import yaml

from app.domain.errors import N_
from app.domain.plans.complaints import Complaint, Path, PlanRefused

MOST = 512 * 1024  # characters
DEEPEST = 20
INT, NULL, BOOL = "tag:yaml.org,2002:int", "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool"
STR, MAP, SEQ = "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"


class Plain(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 as its base has it

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            line = self.peek_event().start_mark.line + 1  # type: ignore[no-untyped-call]
            raise PlanRefused([Complaint(line, "", N_("Something stands for something else here."), WRITE_IT_OUT)])
        return super().compose_node(parent, index)


Plain.add_implicit_resolver(INT, re.compile(r"^-?(?:0|[1-9][0-9]{0,17})$"), list("-0123456789"))
Plain.add_implicit_resolver(NULL, re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
Plain.add_implicit_resolver(BOOL, re.compile(r"^(?:true|false)$"), ["t", "f"])

WRITE_IT_OUT = N_("Write it out in full.")


def read_marked(text: str) -> tuple[Any, dict[Path, int]]:
    """Raises PlanRefused."""
    if len(text) > MOST:
        raise PlanRefused(
            [Complaint(1, "", N_("This file is too long for a plan."), N_("Split it into several labs."))]
        )
    lines: dict[Path, int] = {}
    return plain(composed(text), (), lines), lines


def composed(text: str) -> Any:
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")
    try:
        node = Plain(text.replace("\t", " ") if is_json else text).get_single_node()  # no text in JSON holds a bare tab
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise PlanRefused([unreadable((mark.line if mark else 0) + 1, str(error.problem))]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise PlanRefused([Complaint(line, "", N_("There is a sign here that no text has."), TAKE_OUT)]) from None
    except RecursionError:
        raise PlanRefused([too_deep(1)]) from None
    if node is None:
        raise PlanRefused(
            [Complaint(1, "", N_("There is nothing in this file."), N_("See docs/plans.md for a start."))]
        )
    return node


TAKE_OUT = N_("Take it out.")


def unreadable(line: int, problem: str) -> Complaint:
    if "'\\t'" in problem:
        return Complaint(line, "", N_("The line begins with a tab."), N_("Use spaces instead."))
    cure = N_("Look at this line and the one above: is a colon, a dash, a quote or a bracket missing?")
    return Complaint(line, "", N_("The file cannot be read from here on (%(problem)s)."), cure, {"problem": problem})


def too_deep(line: int) -> Complaint:
    return Complaint(line, "", N_("The parts lie too deep inside each other."), N_("See docs/plans.md for a start."))


def plain(node: Any, path: Path, lines: dict[Path, int]) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if len(path) > DEEPEST:
        raise PlanRefused([too_deep(lines[path])])
    if isinstance(node, yaml.MappingNode) and node.tag == MAP:
        return mapping(node, path, lines)
    if isinstance(node, yaml.SequenceNode) and node.tag == SEQ:
        return [plain(each, (*path, n), lines) for n, each in enumerate(node.value)]
    if isinstance(node, yaml.ScalarNode) and node.tag in (STR, INT, NULL, BOOL):
        return scalar(node)
    raise PlanRefused([Complaint(lines[path], "", N_("There is a tag with an exclamation mark."), TAKE_OUT)])


def mapping(node: Any, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise PlanRefused([unreadable(line, "a name should stand before the colon")])
        if key.value in told:
            what = N_("“%(name)s” is said twice.")
            raise PlanRefused([Complaint(line, "", what, N_("Keep one of the two."), {"name": key.value})])
        lines[*path, key.value] = line
        told[key.value] = plain(value, (*path, key.value), lines)
    return told


def scalar(node: Any) -> Any:
    match node.tag:
        case t if t == INT:
            return int(node.value)
        case t if t == NULL:
            return None
        case t if t == BOOL:
            return node.value == "true"
    return node.value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")  # JSON writes 😀 as two halves
