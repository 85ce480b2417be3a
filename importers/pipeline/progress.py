"""A progress bar for the commands, by tqdm; silent where nobody watches."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from tqdm import tqdm


class Bar:
    """Use as `with Bar(self.stderr) as bar: run(…, progress=bar)`."""

    def __init__(self, stream: Any, *, hidden: bool = False) -> None:
        self._bar = tqdm(total=0, unit=" rows", file=stream, disable=hidden or not stream.isatty(), leave=False)

    def __call__(self, what: str, done: int, total: int) -> None:
        self._bar.set_description_str(what, refresh=False)
        self._bar.total, self._bar.n = total, done
        self._bar.refresh()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._bar.close()
