-- the incidents of everything reached, read once for each type of thing and not once for each state
sighting AS MATERIALIZED (
    SELECT part.item_id AS item, part.unit_id, incident.id, incident.user_id, incident.actor_id, incident.conflict_id,
           incident.happened_earliest, incident.happened_latest, strength_rank(incident.strength) AS rank
    FROM (SELECT DISTINCT item FROM state) seen
    JOIN conflicts_incidentitem part ON part.item_id = seen.item
    JOIN conflicts_incident incident ON incident.id = part.incident_id
    WHERE %(seen)s
      AND coalesce(incident.happened_earliest, '-infinity') <= %(as_of)s
      AND (%(weakest)s = 0 OR strength_rank(incident.strength) >= %(weakest)s)
      AND (%(rungs)s IS NULL OR EXISTS (
          SELECT FROM evidence_citation proof
          WHERE proof.incident_id = incident.id AND proof.stance = 'supports' AND proof.rung = ANY (%(rungs)s)))
)
