"""The menu of the admin, by theme; an account sees what it may read."""

from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

Group = tuple[str, tuple[tuple[str, str], ...]]

# Model and icon (Material Symbols, which the admin's framework ships).
MENU: tuple[Group, ...] = (
    (
        "Who",
        (
            ("entities.Entity", "corporate_fare"),
            ("exports.Exporter", "outbound"),
            ("exports.Intermediary", "sync_alt"),
            ("conflicts.EndUser", "move_to_inbox"),
            ("entities.Relationship", "link"),
            ("entities.LobbyContact", "forum"),
            ("entities.Country", "flag"),
            ("entities.Place", "location_on"),
        ),
    ),
    (
        "What moved",
        (
            ("exports.Shipment", "local_shipping"),
            ("exports.Item", "category"),
            ("exports.Component", "memory"),
            ("exports.Platform", "flight"),
            ("exports.ItemUnit", "barcode"),
            ("exports.Incorporation", "build"),
            ("exports.TradeStatistic", "bar_chart"),
            ("exports.Code", "tag"),
        ),
    ),
    (
        "Who let it pass",
        (
            ("exports.Licence", "badge"),
            ("exports.LicenceEvent", "event"),
            ("exports.Undertaking", "handshake"),
            ("exports.Measure", "gavel"),
            ("exports.MeasureReading", "chrome_reader_mode"),
            ("exports.Proceeding", "balance"),
        ),
    ),
    (
        "Where it ended",
        (
            ("conflicts.Conflict", "public"),
            ("conflicts.Incident", "crisis_alert"),
            ("conflicts.Allegation", "record_voice_over"),
        ),
    ),
    (
        "How we know",
        (
            ("evidence.Source", "article"),
            ("evidence.Publisher", "newspaper"),
            ("evidence.Citation", "format_quote"),
            ("evidence.SourceLineage", "account_tree"),
            ("evidence.Resolution", "balance"),
            ("evidence.Gap", "help"),
            ("evidence.Reply", "mail"),
            ("evidence.Check", "fact_check"),
        ),
    ),
    (
        "Editors",
        (
            ("editorial.Note", "sticky_note_2"),
            ("editorial.ProtectedSource", "shield_person"),
            ("editorial.Import", "upload_file"),
            ("editorial.ImportRow", "table_rows"),
            ("matching.Decision", "join_inner"),
            ("entities.SameEntity", "merge"),
            ("exports.SameItem", "merge"),
            ("auth.User", "person"),
            ("auth.Group", "group"),
        ),
    ),
)

# Title, icon, name of the address, and the permission that its views ask for.
PAGES = (("Imports: upload and apply", "upload", "imports:index", "editorial.add_importjob"),)


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """Named by UNFOLD["SIDEBAR"]["navigation"] in the settings."""
    groups = [{"title": _(title), "separator": True, "items": _items(request, rows)} for title, rows in MENU]
    groups.append({"title": _("Desk"), "separator": True, "items": _pages(request)})
    return [group for group in groups if group["items"]]


def _pages(request: HttpRequest) -> list[dict[str, Any]]:
    """Pages of the desk outside the admin."""
    return [
        {"title": _(title), "icon": icon, "link": reverse(name)}
        for title, icon, name, permission in PAGES
        if request.user.has_perm(permission)
    ]


def _items(request: HttpRequest, rows: tuple[tuple[str, str], ...]) -> list[dict[str, Any]]:
    items = []
    for label, icon in rows:
        meta = apps.get_model(label)._meta
        if request.user.has_perm(f"{meta.app_label}.view_{meta.model_name}"):
            link = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
            items.append({"title": capfirst(str(meta.verbose_name_plural)), "icon": icon, "link": link})
    return items
