"""Client of Galleon, which moves share servers between storage backends.

`connect` opens a client, `GalleonError` is what a refused call raises within `translated`, and
`watch_migration` and `watch_migrations` follow migrations across broken connections. The messages
are in `galleon.v1`.
"""

from galleon.client import Client, connect
from galleon.errors import Conflict, FieldViolation, GalleonError, translated
from galleon.watch import Backoff, watch_migration, watch_migrations

__all__ = [
    "Backoff",
    "Client",
    "Conflict",
    "FieldViolation",
    "GalleonError",
    "connect",
    "translated",
    "watch_migration",
    "watch_migrations",
]
