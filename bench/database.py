"""A migrated database of a benchmark's own, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

import django


@contextmanager
def own_database(name: str) -> Iterator[None]:
    """Use as `with own_database("no_bare_fact"):`; inside, the ORM writes to an empty database with that suffix."""
    django.setup()
    from django.db import connection, connections

    connection.settings_dict["TEST"]["NAME"] = f"bench_{name}"
    original = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(original, verbosity=0)
