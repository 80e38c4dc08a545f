"""Ways through the tree."""

from collections.abc import Iterable, Iterator

from app.summary.tree import Aside, Cards, Cell, Entries, Facts, Figure, Link, Node, Paragraph, Plain, Section, Table


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
        case Aside(_, nodes):
            cells: list[Cell] = [link for each in nodes for link in links_in(each)]
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


def unfolded(nodes: Iterable[Node]) -> Iterator[Plain]:
    """For formats in which nothing is folded away: what it is, then all of it."""
    for each in nodes:
        if isinstance(each, Aside):
            yield Paragraph(each.title)
            yield from each.nodes
        else:
            yield each


LINE, LONGEST = 90, 22  # letters of a line, and of a word that stays in one piece


def column_widths(table: Table, fills: bool = True) -> list[float]:
    """Shares of a line for formats that do not find them themselves. Each column has room for its longest word; what
    is left goes to those with more to say, or, where a table need not fill the line, only as much as they need."""
    columns = list(zip(table.columns, *([words_of(cell) for cell in row] for row in table.rows), strict=True))
    least = [min(max(longest_word(cell) for cell in column), LONGEST) + 3 for column in columns]
    wished = [min(max(map(len, column)), 60) + 3 for column in columns]
    more = [max(wish - need, 0) for wish, need in zip(wished, least, strict=True)]
    left = max(LINE - sum(least), 0) if fills else min(max(LINE - sum(least), 0), sum(more))
    grown = [need + left * each / (sum(more) or 1) for need, each in zip(least, more, strict=True)]
    line = sum(grown) if fills else max(sum(grown), LINE)
    return [each / line for each in grown]


def longest_word(words: str) -> int:
    return max(map(len, words.replace("\u202f", "_").replace("\u00a0", "_").split()), default=0)


def words_of(cell: Cell) -> str:
    return cell if isinstance(cell, str) else cell.words
