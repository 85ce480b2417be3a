"""Who may do what at every address of both sites. An address that is not declared here fails the suite.

Answers are written by role, in the order of ROLES: a status, or "login" for being sent to the sign-in page.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

ROLES = ("reader", "contributor", "editor", "administrator")
METHODS = ("GET", "POST")
Answers = dict[str, tuple[int | str, ...]]

PUBLIC: Answers = {"GET": (200,) * 4, "POST": (405,) * 4}
FOR_ALL_ACCOUNTS: Answers = {"GET": ("login", 200, 200, 200), "POST": ("login", 200, 200, 200)}
FOR_READING: Answers = {"GET": ("login", 200, 200, 200), "POST": ("login", 405, 405, 405)}
ONLY_ADMINISTRATORS: Answers = {"GET": ("login", 403, 403, 200), "POST": ("login", 403, 403, 200)}
FROM_EDITORS_ON: Answers = {"GET": ("login", 403, 200, 200), "POST": ("login", 403, 200, 200)}
FOR_EDITORS_TO_READ: Answers = {"GET": ("login", 404, 200, 200), "POST": ("login", 404, 405, 405)}
WRITTEN_BY_NOBODY: Answers = {"GET": ("login", 403, 403, 403), "POST": ("login", 403, 403, 403)}

RECORDS = [
    "conflicts_allegation",
    "conflicts_conflict",
    "conflicts_enduser",
    "conflicts_incident",
    "entities_country",
    "entities_entity",
    "entities_lobbycontact",
    "entities_place",
    "entities_relationship",
    "evidence_check",
    "evidence_gap",
    "evidence_publisher",
    "evidence_reply",
    "evidence_source",
    "exports_code",
    "exports_component",
    "exports_exporter",
    "exports_incorporation",
    "exports_intermediary",
    "exports_item",
    "exports_itemunit",
    "exports_licence",
    "exports_licenceevent",
    "exports_measure",
    "exports_measurereading",
    "exports_platform",
    "exports_proceeding",
    "exports_shipment",
    "exports_tradestatistic",
    "exports_undertaking",
]
PARTS = [
    "conflicts_belligerent",
    "conflicts_conflictname",
    "conflicts_incidentitem",
    "entities_countryname",
    "entities_identifier",
    "entities_name",
    "entities_sameentity",
    "evidence_capture",
    "evidence_citation",
    "evidence_sourcelineage",
    "exports_codeassignment",
    "exports_delivery",
    "exports_itemname",
    "exports_itemproperty",
    "exports_licenceitem",
    "exports_licenceparty",
    "exports_measureitem",
    "exports_measuretarget",
    "exports_proceedingstage",
    "exports_proceedingsubject",
    "exports_sameitem",
    "exports_shipmentparty",
    "exports_shipmentunit",
    "exports_undertakingitem",
    "exports_valuation",
]
DECISIONS = ["evidence_resolution"]
JUDGEMENTS = ["matching_decision"]
DESK = ["editorial_note", "editorial_protectedsource"]
IMPORTS = [
    "editorial_import",
    "editorial_importedcitation",
    "editorial_importedpart",
    "editorial_importfile",
    "editorial_importjob",
    "editorial_importrow",
    "editorial_importupload",
    "editorial_planrow",
]
IMPORT_PAGES = ["index", "job", "progress", "job-report", "import", "import-report", "decisions"]
ACCOUNTS = ["auth_user", "auth_group"]

# Exporter, intermediary, end user: read from records, so that nobody adds one.
ROLES_IN_RECORDS = ["exports_exporter", "exports_intermediary", "conflicts_enduser"]

PERMISSIONS: dict[str, Answers] = {
    # Anybody may freeze a chain; this request does not say which.
    "pages:chains": {"GET": (200,) * 4, "POST": (400,) * 4},
    "pages:*": PUBLIC,
    "api-pages:documentation": PUBLIC,
    "api-pages:problems": PUBLIC,
    "api-pages:problem": PUBLIC,
    # These need a parameter, or a body; the plain address says which.
    **{f"api:{name}": {"GET": (400,) * 4, "POST": (405,) * 4} for name in ("trace", "search", "match")},
    "api:reconcile-suggest": {"GET": (400,) * 4, "POST": (405,) * 4},
    "api:snapshot": {"GET": (404,) * 4, "POST": (405,) * 4},  # none is frozen yet
    **{f"api:{name}": {"GET": (404,) * 4, "POST": (405,) * 4} for name in ("dump", "dump-file")},  # nor any made
    # A record's page is elsewhere.
    "api:reconcile-view": {"GET": (302,) * 4, "POST": (405,) * 4},
    # Both are POSTed to for reading: a batch, or a copy to check, is too long for an address.
    "api:reconcile": {"GET": (200,) * 4, "POST": (415,) * 4},
    "api:verify": {"GET": (405,) * 4, "POST": (415,) * 4},
    "api:*": PUBLIC,
    # To read; POST shows the same again, or refuses those who may not change.
    **{f"admin:{name}_{page}": FOR_ALL_ACCOUNTS for name in (*RECORDS, *PARTS) for page in ("changelist", "history")},
    **{f"admin:{name}_change": {"GET": ("login", 200, 200, 200), "POST": ("login", 403, 403, 200)} for name in RECORDS},
    **{f"admin:{name}_change": {"GET": ("login", 200, 200, 200), "POST": ("login", 403, 403, 403)} for name in PARTS},
    # To write; without a reason and a confirmation the page only asks for them.
    **{f"admin:{name}_{page}": ONLY_ADMINISTRATORS for name in RECORDS for page in ("add", "delete")},
    **{f"admin:{name}_add": WRITTEN_BY_NOBODY for name in ROLES_IN_RECORDS},
    **{f"admin:{name}_{page}": WRITTEN_BY_NOBODY for name in PARTS for page in ("add", "delete")},
    # What editors keep to themselves: contributors see nothing of it.
    **{f"admin:{name}_{page}": FROM_EDITORS_ON for name in DESK for page in ("changelist", "history")},
    **{f"admin:{name}_change": {"GET": ("login", 403, 200, 200), "POST": ("login", 403, 403, 200)} for name in DESK},
    **{f"admin:{name}_{page}": ONLY_ADMINISTRATORS for name in DESK for page in ("add", "delete")},
    # Imports are made and taken back by commands; editors read what became of each row.
    **{f"admin:{name}_{page}": FROM_EDITORS_ON for name in IMPORTS for page in ("changelist", "history")},
    **{f"admin:{name}_change": {"GET": ("login", 403, 200, 200), "POST": ("login", 403, 403, 403)} for name in IMPORTS},
    **{f"admin:{name}_{page}": WRITTEN_BY_NOBODY for name in IMPORTS for page in ("add", "delete")},
    **{
        f"admin:{name}_{page}": ONLY_ADMINISTRATORS
        for name in ACCOUNTS
        for page in ("changelist", "history", "change", "add", "delete")
    },
    # The desk's index leads each account to what it may use.
    "desk:index": FOR_READING,
    # Spreadsheet templates are for editors; to other accounts they are not there.
    **{
        f"sheets:{page}": {"GET": ("login", 404, 200, 200), "POST": ("login", 404, 405, 405)}
        for page in ("index", "template", "records")
    },
    # Decisions about contradictions are added by editors, and changed or deleted by nobody.
    **{f"admin:evidence_resolution_{page}": FOR_ALL_ACCOUNTS for page in ("changelist", "history")},
    "admin:evidence_resolution_add": FROM_EDITORS_ON,
    "admin:evidence_resolution_change": {"GET": ("login", 200, 200, 200), "POST": ("login", 403, 403, 403)},
    "admin:evidence_resolution_delete": WRITTEN_BY_NOBODY,
    # Decisions about printed names are read by editors; the admin writes none.
    **{f"admin:{name}_{page}": FROM_EDITORS_ON for name in JUDGEMENTS for page in ("changelist", "history")},
    **{
        f"admin:{name}_change": {"GET": ("login", 403, 200, 200), "POST": ("login", 403, 403, 403)}
        for name in JUDGEMENTS
    },
    **{f"admin:{name}_{page}": WRITTEN_BY_NOBODY for name in JUDGEMENTS for page in ("add", "delete")},
    # Judging records the same: for editors; to contributors the pages are not there. This request names no record.
    "merging:index": {"GET": ("login", 404, 200, 200), "POST": ("login", 404, 200, 200)},
    "merging:take-back": {"GET": ("login", 404, 405, 405), "POST": ("login", 404, 200, 200)},
    # Imports at the desk: for editors; to contributors they are not there. This request names no plan and no reason.
    **{f"imports:{page}": FOR_EDITORS_TO_READ for page in IMPORT_PAGES},
    "imports:upload": {"GET": ("login", 404, 200, 200), "POST": ("login", 404, 200, 200)},
    "imports:apply": {"GET": ("login", 404, 405, 405), "POST": ("login", 404, 409, 409)},
    "imports:plan": {"GET": ("login", 404, 405, 405), "POST": ("login", 404, 409, 409)},
    "imports:abandon": {"GET": ("login", 404, 405, 405), "POST": ("login", 404, 302, 302)},
    "imports:decide": {"GET": ("login", 404, 405, 405), "POST": ("login", 404, 200, 200)},
    "imports:take-back-decision": {"GET": ("login", 404, 405, 405), "POST": ("login", 404, 200, 200)},
    "imports:take-back": {"GET": ("login", 404, 405, 405), "POST": ("login", 404, 200, 200)},
    "admin:auth_user_password_change": ONLY_ADMINISTRATORS,
    # Pages of the admin as a whole
    "admin:index": FOR_ALL_ACCOUNTS,
    "admin:search": FOR_ALL_ACCOUNTS,
    "admin:app_list": FOR_ALL_ACCOUNTS,
    "admin:login": {"GET": (200, 302, 302, 302), "POST": (200, 200, 200, 200)},
    "admin:logout": {"GET": (302, 405, 405, 405), "POST": ("login", 200, 200, 200)},
    "admin:password_change": FOR_ALL_ACCOUNTS,
    "admin:password_change_done": FOR_READING,
    "admin:jsi18n": FOR_READING,
    "admin:autocomplete": FOR_READING,
    "admin:view_on_site": {"GET": ("login", 302, 302, 302), "POST": ("login", 302, 302, 302)},
    # Old addresses of the admin lead on, unknown ones nowhere.
    "admin:None": {"GET": ("login", 302, 302, 302), "POST": ("login", 302, 302, 302)},
    "admin:nowhere": {"GET": ("login", 404, 404, 404), "POST": ("login", 404, 404, 404)},
}


def declared(name: str) -> Answers | None:
    """What is declared for this name of an address; None where nothing is."""
    exact = PERMISSIONS.get(name)
    return exact or next((answers for form, answers in PERMISSIONS.items() if fnmatchcase(name, form)), None)
