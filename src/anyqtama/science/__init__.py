"""The calculating part: pure functions from checked Params to explained Results. No Django, no files, no
clock.

Sub-packages are imported by name when needed (`from anyqtama.science import queueing`); this file stays empty
of them so that `import anyqtama.science` costs nothing.
"""

VERSION = "1"
"""Version of the methods, carried by results that are stored: raised when the same input gives another
number.
"""
