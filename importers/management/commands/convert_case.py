from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from importers.case.convert import convert
from importers.case.facts import read_facts
from importers.case.fixture_files import write
from importers.case.frame import CaseError
from importers.case.install import FIXTURES


class Command(BaseCommand):
    help = "Writes fixtures/*.yaml from importers/case/facts.yaml; the same facts give the same bytes."
    requires_system_checks = ()  # reads and writes files only: neither pages nor database have to work

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            paths = write(convert(read_facts()), FIXTURES)
        except CaseError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"Wrote {len(paths)} fixture files: {', '.join(path.name for path in paths)}.")
