"""Rights of the home pages: all are for everyone signed in but the papers on processed requests."""

from anyqtama.home.processed import access as processed
from anyqtama.people.access import Rights

RIGHTS: Rights = {**processed.RIGHTS}
