"""`python -m rehearsal CODE --url …`: the same command without the rest of Samskap."""

import argparse
import sys

from rehearsal.command import add_arguments, run

parser = argparse.ArgumentParser(prog="rehearsal", description="Play simulated participants against a running lab.")
add_arguments(parser)
sys.exit(run(parser.parse_args()))
