"""Rights of the home pages: all are for everyone signed in."""

from anyqtama.people.access import Rights

RIGHTS: Rights = {}
