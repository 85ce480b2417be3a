"""Parquet from a CSV file that this dump has just written: the same columns, types and rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from api.dumps.files import Written, measured
from api.dumps.statements import Column

BLOCK = 4 << 20
TYPES = {
    "boolean": pa.bool_(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "datetime": pa.timestamp("us", tz="UTC"),
}


def write_parquet(source: Path, columns: list[Column], resource: str) -> Written:
    """Block by block, so that memory does not grow with the file."""
    schema = pa.schema([(column.name, TYPES.get(column.type, pa.string())) for column in columns])
    path = source.with_suffix(".parquet")
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
        pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as writer,
    ):
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return measured(path, resource, "parquet", rows)
