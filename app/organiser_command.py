"""What can be typed after `./samskap organiser`."""

import argparse
from pathlib import Path

ABOUT = """\
Organisers have accounts, which open the towers of their labs. `add` and `reset` make a link that serves once, for three
days, to be given to its person: by it they choose their password themselves. Works while Samskap runs.
"""

ACTS = {
    "list": "who has an account, and what they may open",
    "add": "a link by which somebody makes an account of their own",
    "reset": "a link to a new password, which also ends every session and takes a second factor away",
}


def add_arguments(organiser: argparse.ArgumentParser) -> None:
    acts = organiser.add_subparsers(title="what to do", dest="act", metavar="ACT", required=True)
    for act, about in ACTS.items():
        one = acts.add_parser(act, help=about, description=f"Prints {about}.")
        if act != "list":
            one.add_argument("email", metavar="EMAIL", help="their e-mail address")
        one.add_argument("--data", type=Path, metavar="DIR", help="the folder everything is kept in (default: data)")
        one.add_argument("--port", type=int, metavar="N", help="the port it is served on (default: 8000)")
        one.add_argument("--public-url", metavar="URL", help="the address people use, when a proxy stands in front")
