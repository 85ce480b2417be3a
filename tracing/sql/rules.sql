-- What both directions share: who is able to pass an item on, who got it, who may stand for whom.
-- Each is only a name for a query: NOT MATERIALIZED lets every use of it be an index lookup.

-- Names one party under which another may be recorded: parent and part, a state and what is seated in it.
related (one, other) AS NOT MATERIALIZED (
    SELECT id, part_of_id FROM entities_entity WHERE part_of_id IS NOT NULL
    UNION ALL
    SELECT part_of_id, id FROM entities_entity WHERE part_of_id IS NOT NULL
    UNION ALL
    SELECT seated.id, state.id
    FROM entities_entity seated
    JOIN entities_entity state ON state.country_id = seated.country_id AND state.kind = 'state'
    WHERE seated.kind <> 'state'
    UNION ALL
    SELECT state.id, seated.id
    FROM entities_entity state
    JOIN entities_entity seated ON seated.country_id = state.country_id AND seated.kind <> 'state'
    WHERE state.kind = 'state'
),

-- Who moves an item on: sends it, builds it in. What was stopped or cancelled moved nothing.
mover (item, holder) AS NOT MATERIALIZED (
    SELECT item_id, exporter_id FROM exports_shipment
    WHERE status NOT IN ('stopped', 'cancelled')
    UNION ALL
    SELECT component_id, integrator_id FROM exports_incorporation
),

-- Who must have had an item: who moves it on, and who is named as its user in an incident. A part may have come inside
-- the thing it was found in, so an incident with a part implies no transfer of the part by itself.
needed (item, holder) AS NOT MATERIALIZED (
    SELECT item, holder FROM mover
    UNION ALL
    SELECT used.item_id, incident.user_id
    FROM conflicts_incidentitem used
    JOIN conflicts_incident incident ON incident.id = used.incident_id
    WHERE incident.user_id IS NOT NULL AND used.role <> 'part'
),

-- Who has a record of an item that leads on from there: who moves it on, who used it …
active (item, holder) AS NOT MATERIALIZED (
    SELECT item, holder FROM mover
    UNION ALL
    SELECT used.item_id, incident.user_id
    FROM conflicts_incidentitem used
    JOIN conflicts_incident incident ON incident.id = used.incident_id
    WHERE incident.user_id IS NOT NULL
),

-- … who is permitted to send it.
permitted (item, holder, licence_id, unit_id) AS NOT MATERIALIZED (
    SELECT covered.item_id, party.entity_id, covered.licence_id, covered.unit_id
    FROM exports_licenceitem covered
    -- OFFSET 0: from the item's licences to their parties, never from all licences of a party
    CROSS JOIN LATERAL (
        SELECT entity_id FROM exports_licenceparty
        WHERE licence_id = covered.licence_id AND role IN ('exporter', 'applicant') OFFSET 0
    ) party
),
onward (item, holder) AS NOT MATERIALIZED (
    SELECT item, holder FROM active
    UNION ALL
    SELECT item, holder FROM permitted
),

-- Who has a record of getting an item: makes it, receives it, may receive it, builds it.
brought (item, holder) AS NOT MATERIALIZED (
    SELECT id, maker_id FROM exports_item
    UNION ALL
    SELECT item_id, recipient_id FROM exports_shipment
    WHERE status NOT IN ('stopped', 'cancelled')
    UNION ALL
    SELECT platform_id, integrator_id FROM exports_incorporation
    UNION ALL
    SELECT covered.item_id, party.entity_id
    FROM exports_licenceitem covered
    -- OFFSET 0: from the item's licences to their parties, never from all licences of a party
    CROSS JOIN LATERAL (
        SELECT entity_id FROM exports_licenceparty
        WHERE licence_id = covered.licence_id AND role IN ('consignee', 'ultimate_consignee', 'declared_end_user') OFFSET 0
    ) party
),
