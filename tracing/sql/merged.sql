-- The records as if those that editors judged the same were one: each `kept_` name below stands in the rest of the
-- statement for the table of that name, with the kept record wherever a fact names one that was judged the same as it.
-- Only the statement for a database with such judgements has them. NOT MATERIALIZED leaves every use an index lookup:
-- one for the names of each thing and party asked about, one for each that is found.
-- LEFT JOIN by the key, so that the planner leaves out what a use does not ask for.
-- Of the merged record itself only what others say of it is here: its own maker, family, parent and country are not.

-- Under which records' names a thing and a party go: their own, and those of all that were judged the same.
thing_name (named, kept) AS NOT MATERIALIZED (
    SELECT id, canonical_id FROM public.exports_item
),
party_name (named, kept) AS NOT MATERIALIZED (
    SELECT id, canonical_id FROM public.entities_entity
),
kept_entities_entity AS NOT MATERIALIZED (
    SELECT said.id, said.kind, said.country_id, parent.canonical_id AS part_of_id
    FROM public.entities_entity said
    -- a part and its parent are never judged the same, but what a parent was judged the same as may be
    LEFT JOIN public.entities_entity parent ON parent.id = said.part_of_id AND parent.canonical_id <> said.id
    WHERE said.same_as_id IS NULL
),
kept_exports_item AS NOT MATERIALIZED (
    SELECT said.id, maker.canonical_id AS maker_id, family.canonical_id AS variant_of_id
    FROM public.exports_item said
    LEFT JOIN public.entities_entity maker ON maker.id = said.maker_id
    LEFT JOIN public.exports_item family ON family.id = said.variant_of_id AND family.canonical_id <> said.id
    WHERE said.same_as_id IS NULL
),
kept_exports_shipment AS NOT MATERIALIZED (
    SELECT said.id, said.kind, said.status, said.strength, said.ordered_earliest, said.delivered_earliest,
           said.delivered_latest, item.canonical_id AS item_id, exporter.canonical_id AS exporter_id,
           recipient.canonical_id AS recipient_id
    FROM public.exports_shipment said
    LEFT JOIN public.exports_item item ON item.id = said.item_id
    LEFT JOIN public.entities_entity exporter ON exporter.id = said.exporter_id
    LEFT JOIN public.entities_entity recipient ON recipient.id = said.recipient_id
),
kept_exports_incorporation AS NOT MATERIALIZED (
    SELECT said.id, said.kind, said.strength, said.since_earliest, said.since_latest, said.until_latest,
           said.component_unit_id, said.platform_unit_id, component.canonical_id AS component_id,
           platform.canonical_id AS platform_id, integrator.canonical_id AS integrator_id
    FROM public.exports_incorporation said
    LEFT JOIN public.exports_item component ON component.id = said.component_id
    LEFT JOIN public.exports_item platform ON platform.id = said.platform_id
    LEFT JOIN public.entities_entity integrator ON integrator.id = said.integrator_id
),
kept_exports_licenceitem AS NOT MATERIALIZED (
    SELECT said.licence_id, said.unit_id, item.canonical_id AS item_id
    FROM public.exports_licenceitem said
    LEFT JOIN public.exports_item item ON item.id = said.item_id
),
kept_exports_licenceparty AS NOT MATERIALIZED (
    SELECT said.licence_id, said.role, party.canonical_id AS entity_id
    FROM public.exports_licenceparty said
    LEFT JOIN public.entities_entity party ON party.id = said.entity_id
),
kept_conflicts_incident AS NOT MATERIALIZED (
    SELECT said.id, said.strength, said.conflict_id, said.happened_earliest, said.happened_latest,
           used.canonical_id AS user_id, acted.canonical_id AS actor_id
    FROM public.conflicts_incident said
    LEFT JOIN public.entities_entity used ON used.id = said.user_id
    LEFT JOIN public.entities_entity acted ON acted.id = said.actor_id
),
kept_conflicts_incidentitem AS NOT MATERIALIZED (
    SELECT said.incident_id, said.unit_id, said.role, item.canonical_id AS item_id
    FROM public.conflicts_incidentitem said
    LEFT JOIN public.exports_item item ON item.id = said.item_id
),
kept_conflicts_belligerent AS NOT MATERIALIZED (
    SELECT said.conflict_id, said.supports_only, party.canonical_id AS entity_id
    FROM public.conflicts_belligerent said
    LEFT JOIN public.entities_entity party ON party.id = said.entity_id
),
