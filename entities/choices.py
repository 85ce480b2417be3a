"""Closed vocabularies of who: each value with its label and an explanation that editors and readers see."""

from __future__ import annotations

from core.choices import ExplainedChoices


class CountryKind(ExplainedChoices):
    STATE = "state", "state", "A state with an ISO 3166-1 code."
    DISSOLVED = "dissolved", "dissolved state", "A state that no longer exists, with an ISO 3166-3 code."
    DISPUTED = "disputed", "disputed territory", "A territory whose status is disputed; the name takes no side."
    ORGANISATION = "organisation", "organisation of states", "A body of states that issues measures or receives arms."
    UNKNOWN = "unknown", "not known", "The record does not say which country."


class EntityKind(ExplainedChoices):
    COMPANY = "company", "company", "A firm, state-owned or not, including joint ventures."
    STATE = "state", "state", "A whole country, for records that name only the country. One row per country."
    STATE_BODY = "state_body", "state body", "A ministry, agency, court, committee or police force."
    ARMED_FORCE = "armed_force", "armed force", "The armed forces of a state, or a service or unit of them."
    ARMED_GROUP = "armed_group", "armed group", "A non-state or de facto force that is party to a conflict."
    ORGANISATION = (
        "organisation",
        "organisation",
        "An international body, research institute, campaign, party or medium.",
    )
    PERSON = "person", "person", "A person in a public role only: office holder, executive, lobbyist, witness."
    UNKNOWN_PARTY = "unknown_party", "unnamed party", "A party that a source describes but does not name."


class UnknownReason(ExplainedChoices):
    NOT_NAMED = "not_named", "not named by the source", "The source describes the party and leaves its name out."
    NOT_FOUND = "not_found", "not found", "Looked for and not found in what was read."
    WITHHELD = "withheld", "withheld", "Known to somebody and withheld, redacted or under a gag order."
    DISPUTED = "disputed", "disputed", "Sources name different parties."


class NameKind(ExplainedChoices):
    LEGAL = "legal", "legal name", "The registered name."
    FORMER = "former", "former name", "A name used before."
    ALIAS = "alias", "also called", "A short form, trade name or acronym."
    TRANSLITERATION = "transliteration", "transliteration", "The name written in another script."


class RelationshipKind(ExplainedChoices):
    OWNS = "owns", "owns a share of", "Holds a share of, has acquired, or controls."
    PART_OF = "part_of", "is part of", "Subsidiary, branch or organ of."
    JOINT_VENTURE_OF = "joint_venture_of", "is a joint venture of", "Founded and held together with others."
    FORMED_BY = "formed_by", "was formed from", "Came about by a merger or was cleared to merge."
    FORMERLY = "formerly", "was formerly", "The same body under another name."
    DIRECTS = "directs", "directs", "Chief executive, chair, minister, founder or other head."
    FOUNDED = "founded", "founded", "Set the organisation up."
    REPRESENTS = "represents", "represents", "Acts, or says that it acts, for the other."
    LOBBIES_FOR = "lobbies_for", "lobbies for", "Registered or reported lobbyist of."
    EMPLOYS = "employs", "works or worked for", "The first is or was employed or engaged by the second."
    FAMILY = "family", "is family of", "Family tie between persons in public roles."
    DONATES_TO = "donates_to", "has donated to", "Gave money to a party or campaign."
    LICENSES_TO = "licenses_to", "licenses technology to", "Lets the other make its design."
    COOPERATES_WITH = "cooperates_with", "cooperates with", "Works, builds or has signed with."
    MET_WITH = "met_with", "met or spoke with", "A meeting or a call."
    ASSURED = "assured", "gave assurances to", "Promised something about end use to."
    ASKED = "asked", "asked or campaigned towards", "Asked the other to stop, start or disclose something."
    DISCLOSED = "disclosed", "released records to", "Withheld from or released records to."
    OFFICE_HELD = "office_held", "holds or held office in", "Minister, member, official or officer of."
