"""Ids that another record answers for, each with the judgement behind it: facts still name them, as their sources did.

One row for each judgement, since a record that was judged the same as another has exactly one.
"""
# ruff: noqa: S608  # SQL from constants

from __future__ import annotations

from api.dumps.statements import WRITTEN, Column, Copied
from api.shapes.fields import Field, Instant, Named

MERGED = "merged"
_JUDGED = """
    SELECT one.public_id AS id, root.public_id AS "into", kept.public_id AS kept, judgement.why, judgement.judged_at
    FROM {judgements} AS judgement
    JOIN {table} AS one ON one.id = judgement.merged_id
    JOIN {table} AS root ON root.id = one.same_as_id
    JOIN {table} AS kept ON kept.id = judgement.kept_id
"""
_ALL = " UNION ALL ".join(
    _JUDGED.format(judgements=judgements, table=table)
    for judgements, table in (("entities_sameentity", "entities_entity"), ("exports_sameitem", "exports_item"))
)
_RECORDS = f"""
    SELECT json_build_object(
        'record', 'merged', 'id', id, 'into', "into", 'kept', kept, 'why', why, 'judged_at', judged_at
    )::text FROM ({_ALL}) AS merged ORDER BY id
"""
_FIELDS: dict[Field, str] = {
    **dict.fromkeys(map(Named, ("id", "into", "kept", "why")), "string"),
    Instant("judged_at"): "datetime",
}
_COLUMNS = [Column(field.name, type_, field) for field, type_ in _FIELDS.items()]
_ROWS = f"""
    SELECT {", ".join(WRITTEN.get(one.type, '"{name}"').format(name=one.name) for one in _COLUMNS)}
    FROM ({_ALL}) AS merged ORDER BY id
"""
COPIED = Copied(MERGED, _RECORDS, _ROWS, _COLUMNS)
ABOUT = (
    "Records that the editors judged to name the same as another. `into` is the one that answers for it now, `kept` "
    "the one that it was judged the same as, which another judgement may have merged since."
)
