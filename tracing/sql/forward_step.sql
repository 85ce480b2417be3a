-- One step onward from state s: one branch for each kind of link. Columns: kind, record (id in the table of that kind),
-- item, unit, holder, rolled (reached under another party's name), earliest, latest (when the step can have been made),
-- rank of the record's strength, names_unit (whether the record names the unit that moves).
-- Named units: a record that names another unit than s does not apply; one that names none fits any.

-- shipped, produced under licence: the exporter has it, the recipient gets it. Where only the order is dated, delivery
-- may be any time after it. A shipment that is counted in another is a further record of the same flow, and may name
-- its parties otherwise; only sums leave it out.
SELECT CASE ship.kind WHEN 'licensed_production' THEN 'produced_under_licence' ELSE 'shipped' END AS kind,
       ship.id AS record, s.item AS item, coalesce(named.unit_id, s.unit) AS unit, ship.recipient_id AS holder,
       false AS rolled,
       -- (least() alone would take the later day for the earlier where only one is known)
       CASE WHEN ship.delivered_earliest IS NOT NULL THEN ship.delivered_earliest
            WHEN ship.ordered_earliest IS NOT NULL THEN least(ship.ordered_earliest, ship.delivered_latest) END AS earliest,
       ship.delivered_latest AS latest, strength_rank(ship.strength) AS rank, named.unit_id IS NOT NULL AS names_unit
FROM exports_shipment ship
LEFT JOIN exports_shipmentunit named ON named.shipment_id = ship.id
WHERE ship.item_id = s.item AND ship.exporter_id = s.holder
  AND ship.status NOT IN ('stopped', 'cancelled')
  AND (s.unit IS NULL OR named.unit_id IS NULL OR named.unit_id = s.unit)
  AND CASE ship.kind WHEN 'licensed_production' THEN %(produced)s ELSE %(shipped)s END
  AND coalesce(ship.delivered_earliest, ship.ordered_earliest, '-infinity') <= %(as_of)s
  AND (%(weakest)s = 0 OR strength_rank(ship.strength) >= %(weakest)s)
  AND (%(rungs)s IS NULL OR EXISTS (
      SELECT FROM evidence_citation proof
      WHERE proof.shipment_id = ship.id AND proof.stance = 'supports' AND proof.rung = ANY (%(rungs)s)))

UNION ALL
-- built in: the platform takes over the component's holder, date, and name of unit. A record about a type says since
-- when parts of that type are fitted, or that one was observed, which dates no other; a record about a unit dates that
-- unit, and an observed unit was built in at any time before.
SELECT 'built_in', built.id, built.platform_id, built.platform_unit_id, s.holder, false,
       CASE WHEN built.kind NOT IN ('observed', 'planned') THEN built.since_earliest END,
       CASE WHEN built.component_unit_id IS NULL AND built.platform_unit_id IS NULL THEN built.until_latest
            WHEN built.kind <> 'planned' THEN built.since_latest END,
       strength_rank(built.strength), built.component_unit_id IS NOT NULL
FROM exports_incorporation built
WHERE %(built_in)s
  AND built.component_id = s.item AND built.integrator_id = s.holder
  AND (s.unit IS NULL OR built.component_unit_id IS NULL OR built.component_unit_id = s.unit)
  AND coalesce(built.since_earliest, '-infinity') <= %(as_of)s
  AND (%(weakest)s = 0 OR strength_rank(built.strength) >= %(weakest)s)
  AND (%(rungs)s IS NULL OR EXISTS (
      SELECT FROM evidence_citation proof
      WHERE proof.incorporation_id = built.id AND proof.stance = 'supports' AND proof.rung = ANY (%(rungs)s)))

UNION ALL
-- authorised: exporter or applicant to each party that the licence lets it reach; while the licence is valid.
SELECT 'authorised', licence.id, s.item, coalesce(covered.unit_id, s.unit), receiver.entity_id, false,
       licence.issued_earliest, licence.valid_until_latest, strength_rank(licence.strength), covered.unit_id IS NOT NULL
FROM (
-- with offered
-- without merged
    -- read once for each type of thing, in forward_actors.sql
    SELECT * FROM unnest(permit.licences, permit.units) AS listed (licence_id, unit_id)
-- end without
-- with merged
-- include forward_licences.sql
-- end merged
-- end offered
-- without offered
-- include forward_licences.sql
-- end unoffered
) covered
JOIN exports_licence licence ON licence.id = covered.licence_id
JOIN exports_licenceparty receiver ON receiver.licence_id = covered.licence_id
WHERE %(authorised)s
  AND (s.unit IS NULL OR covered.unit_id IS NULL OR covered.unit_id = s.unit)
  AND receiver.role IN ('consignee', 'ultimate_consignee', 'declared_end_user')
  AND receiver.entity_id <> s.holder
  AND NOT EXISTS (
      SELECT FROM exports_licenceevent refusal WHERE refusal.licence_id = licence.id AND refusal.kind = 'refused')
  AND coalesce(licence.issued_earliest, '-infinity') <= %(as_of)s
  AND (%(weakest)s = 0 OR strength_rank(licence.strength) >= %(weakest)s)
  AND (%(rungs)s IS NULL OR EXISTS (
      SELECT FROM evidence_citation proof
      WHERE proof.licence_id = licence.id AND proof.stance = 'supports' AND proof.rung = ANY (%(rungs)s)))

