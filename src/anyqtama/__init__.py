"""Anyqtama: the operating system of a contact centre."""

import sys

try:
    import pysqlite3
except ImportError:  # a platform without the wheel keeps its own SQLite; `anyqtama doctor` judges it
    pass
else:
    # Debian's SQLite 3.40 can corrupt a WAL under two writers; nothing may load it before this line.
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
