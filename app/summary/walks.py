"""Ways through the tree."""

from collections.abc import Iterator

from app.summary.tree import Cards, Cell, Entries, Facts, Figure, Link, Node, Section, Table


def walked(sections: list[Section]) -> Iterator[Section]:
    """Every section, each before those in it."""
    for each in sections:
        yield each
        yield from walked(each.sections)


def drawings(sections: list[Section]) -> Iterator[Figure]:
    return (node for each in walked(sections) for node in each.nodes if isinstance(node, Figure))


def anchors(sections: list[Section]) -> Iterator[str]:
    """Of whatever can be led to."""
    for each in walked(sections):
        yield each.anchor
        for node in each.nodes:
            if isinstance(node, Entries):
                yield from (entry.anchor for entry in node.entries)
            elif isinstance(node, Figure):
                yield node.anchor


def links(sections: list[Section]) -> Iterator[Link]:
    for each in walked(sections):
        for node in each.nodes:
            yield from links_in(node)


def links_in(node: Node) -> Iterator[Link]:
    match node:
        case Facts(pairs):
            cells = [cell for _, some in pairs for cell in some]
        case Table(_, _, rows):
            cells = [cell for row in rows for cell in row]
        case Figure(_, _, _, table):
            cells = [cell for row in table.rows for cell in row]
        case Cards(cards):
            cells = [card.link for card in cards]
        case _:
            cells = []
    yield from (cell for cell in cells if isinstance(cell, Link))


def column_widths(table: Table) -> list[float]:
    """Shares of a line for formats that do not find them themselves: by the longest cell, within reason."""
    columns = zip(table.columns, *([words_of(cell) for cell in row] for row in table.rows), strict=True)
    needed = [min(max(6, *map(len, column)), 60) + 2 for column in columns]
    return [each / sum(needed) for each in needed]


def words_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.words
