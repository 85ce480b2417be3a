-- The records as they could be read on a day: each name below stands in the rest of the statement for the table of that
-- name (which `public.` still reaches). NOT MATERIALIZED leaves every use an index lookup, with one more for the
-- citations of each row found and one for each of their sources; OFFSET 0 keeps the planner from joining all of them.
-- Things, parties, licence parties and who fights in a war are names, and as today.

evidence_citation AS NOT MATERIALIZED (
    SELECT cited.*
    FROM public.evidence_citation cited
    JOIN public.evidence_source source ON source.id = cited.source_id
    WHERE CASE WHEN %(loosely)s THEN possibly_published(source.published, source.published_earliest)
               ELSE surely_published(source.published, source.published_latest) END <= %(known_on)s
),
exports_shipment AS NOT MATERIALIZED (
    SELECT * FROM public.exports_shipment said
    WHERE EXISTS (SELECT FROM evidence_citation WHERE shipment_id = said.id AND stance = 'supports' OFFSET 0)
),
exports_incorporation AS NOT MATERIALIZED (
    SELECT id, component_id, platform_id, integrator_id, kind, since_earliest, since_latest, until_latest, strength,
           -- a unit has its own sources: before them, the record is one about the type
           (SELECT said.component_unit_id WHERE EXISTS (
               SELECT FROM evidence_citation WHERE item_unit_id = said.component_unit_id AND stance = 'supports' OFFSET 0
           )) AS component_unit_id,
           (SELECT said.platform_unit_id WHERE EXISTS (
               SELECT FROM evidence_citation WHERE item_unit_id = said.platform_unit_id AND stance = 'supports' OFFSET 0
           )) AS platform_unit_id
    FROM public.exports_incorporation said
    WHERE EXISTS (SELECT FROM evidence_citation WHERE incorporation_id = said.id AND stance = 'supports' OFFSET 0)
),
exports_licence AS NOT MATERIALIZED (
    SELECT * FROM public.exports_licence said
    WHERE EXISTS (SELECT FROM evidence_citation WHERE licence_id = said.id AND stance = 'supports' OFFSET 0)
),
exports_licenceevent AS NOT MATERIALIZED (
    SELECT * FROM public.exports_licenceevent said
    WHERE EXISTS (SELECT FROM evidence_citation WHERE licence_event_id = said.id AND stance = 'supports' OFFSET 0)
),
exports_licenceitem AS NOT MATERIALIZED (
    SELECT licence_id, item_id,
           (SELECT said.unit_id WHERE EXISTS (
               SELECT FROM evidence_citation WHERE item_unit_id = said.unit_id AND stance = 'supports' OFFSET 0
           )) AS unit_id
    FROM public.exports_licenceitem said
    -- here too, since some rules ask for its items without looking at the licence
    WHERE EXISTS (SELECT FROM evidence_citation WHERE licence_id = said.licence_id AND stance = 'supports' OFFSET 0)
),
exports_shipmentunit AS NOT MATERIALIZED (
    SELECT * FROM public.exports_shipmentunit said
    WHERE EXISTS (SELECT FROM evidence_citation WHERE item_unit_id = said.unit_id AND stance = 'supports' OFFSET 0)
),
conflicts_incident AS NOT MATERIALIZED (
    SELECT * FROM public.conflicts_incident said
    WHERE EXISTS (SELECT FROM evidence_citation WHERE incident_id = said.id AND stance = 'supports' OFFSET 0)
),
conflicts_incidentitem AS NOT MATERIALIZED (
    SELECT incident_id, item_id, role,
           (SELECT said.unit_id WHERE EXISTS (
               SELECT FROM evidence_citation WHERE item_unit_id = said.unit_id AND stance = 'supports' OFFSET 0
           )) AS unit_id
    FROM public.conflicts_incidentitem said
),
