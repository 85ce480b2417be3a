from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from importers.case.convert import convert
from importers.case.coverage import report
from importers.case.facts import read_facts


class Command(BaseCommand):
    help = "Prints what became of every fact of the case: read, loaded, left out and why."
    requires_system_checks = ()  # reads and writes files only: neither pages nor database have to work

    def handle(self, *args: Any, **options: Any) -> None:
        facts = read_facts()
        for line in report(facts, convert(facts).ledger):
            self.stdout.write(line)
