"""The library of FollowTheMoney, in an environment of its own (`make readers`), loads every entity of a dump whole."""

from __future__ import annotations

import json
import os
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from entities.models import Entity, Relationship
from exports.models import Shipment

pytestmark = pytest.mark.django_db
READER = Path(os.environ.get("READERS_PYTHON") or settings.BASE_DIR / ".readers" / "bin" / "python")
SCRIPT = """
import json, sys
from followthemoney import model
ids, ends, told = set(), [], []
for line in open(sys.argv[1], encoding="utf-8"):
    data = json.loads(line)
    # What the library would change or drop as invalid.
    proxy = model.get_proxy(data, cleaned=False)
    said = data["properties"].items()
    lost = {name: values for name, values in said if len(set(proxy.get(name))) != len(set(values))}
    schema = proxy.schema
    missing = [name for name in schema.required if not proxy.get(name)]
    if schema.edge:
        ends += proxy.get(schema.source_prop) + proxy.get(schema.target_prop)
    ids.add(proxy.id)
    told.append({"schema": schema.name, "lost": lost, "missing": missing})
print(json.dumps({"told": told, "dangling": sorted(set(ends) - ids)}))
"""


@pytest.mark.skipif(
    not READER.exists(), reason="FollowTheMoney is not in .readers: run `make readers`, which needs no compiler."
)
def test_every_entity_and_link_is_loaded_with_all_that_it_says(tmp_path: Path) -> None:
    call_command("dump", to=tmp_path, verbosity=0)
    file = tmp_path / "latest" / "entities.ftm.json"
    ran = subprocess.run([str(READER), "-c", SCRIPT, str(file)], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["dangling"] == []
    assert [one for one in found["told"] if one["lost"] or one["missing"]] == []
    loaded = Counter(one["schema"] for one in found["told"])
    assert loaded.total() == Entity.objects.count() + Relationship.objects.count() + Shipment.objects.count()
    assert loaded["Person"] == Entity.objects.filter(kind="person").count()
