"""To be written."""

import argparse


def add_arguments(parser: argparse.ArgumentParser) -> None:
    return


def run(args: argparse.Namespace) -> int:
    return 0
