"""Parquet from CSV files: `python -m api.dumps.to_parquet < {"rows.csv": {"column": "type"}}`; prints the rows of each.

A process of its own: neither the web server nor the rest of a dump carries the hundred megabytes that it takes.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

# Each block becomes a row group. Twice as large takes 30 MB more; half as large makes files a tenth larger.
BLOCK = 1 << 20
TYPES = {
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}


def write(source: Path, types: dict[str, str]) -> int:
    """Block by block, so that memory does not grow with the file."""
    schema = pa.schema([(name, TYPES.get(type_, pa.string())) for name, type_ in types.items()])
    rows = 0
    with (
        pyarrow.csv.open_csv(
            source,
            read_options=pyarrow.csv.ReadOptions(block_size=BLOCK, use_threads=False),
            parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types=schema, strings_can_be_null=True, quoted_strings_can_be_null=False, null_values=[""]
            ),
        ) as batches,
        pyarrow.parquet.ParquetWriter(source.with_suffix(".parquet"), schema, compression="zstd") as writer,
    ):
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


if __name__ == "__main__":
    json.dump({path: write(Path(path), types) for path, types in json.load(sys.stdin).items()}, sys.stdout)
