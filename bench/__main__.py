"""Run the benchmarks named on the command line, or all of them, on a PostgreSQL in .local/bench (or DATABASE_URL's).

A benchmark is a function that takes nothing and yields lines; `BENCHMARKS` names the module and the function.
"""

import os
import sys
from contextlib import ExitStack
from importlib import import_module

BENCHMARKS = {
    "no_bare_fact": "bench.no_bare_fact:measure",
    "imports": "bench.imports:measure",
    "tracing": "bench.tracing:measure",
    "trace_pages": "bench.trace_pages:measure",
    "searching": "bench.searching:measure",
    "judging": "bench.judging:measure",
    "dumps": "bench.dumps:measure",
    "manners": "bench.manners:measure",
    "api": "bench.api:measure",
    "datasette": "bench.beside_datasette:measure",
}


BUFFERS = "2GB"


def main(names: list[str]) -> int:
    """Use as `python -m bench [name …]`; answers 2 for a name that is not in BENCHMARKS."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"No benchmark is called {', '.join(unknown)}. There are: {', '.join(BENCHMARKS)}.", file=sys.stderr)
        return 2
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_URL"):
            from config import embedded

            # PostgreSQL's manual advises a quarter of the memory; its own 128 MB hold a tenth of these tables.
            server = embedded.Server(embedded.ROOT / ".local" / "bench", durable=False, buffers=BUFFERS)
            os.environ["DATABASE_URL"] = stack.enter_context(server.in_use()).url
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
        for name in names or BENCHMARKS:
            module, _, function = BENCHMARKS[name].partition(":")
            for line in getattr(import_module(module), function)():
                print(f"{name}: {line}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
