-- seen: the holder is the user that the incident names; where it names none, any holder that fights in its conflict,
-- itself or through its parent or state, and is not (under the same names) who shot it down, captured, found or showed it.
SELECT 'seen', incident.id, s.item, coalesce(part.unit_id, s.unit), NULL::bigint, false,
       incident.happened_earliest, incident.happened_latest, strength_rank(incident.strength), part.unit_id IS NOT NULL
FROM conflicts_incidentitem part
JOIN conflicts_incident incident ON incident.id = part.incident_id
WHERE %(seen)s
  AND part.item_id = s.item AND (s.unit IS NULL OR part.unit_id IS NULL OR part.unit_id = s.unit)
  AND (incident.user_id = s.holder
       OR (incident.user_id IS NULL
           AND EXISTS (
               SELECT FROM conflicts_belligerent fights
               JOIN entities_entity here ON here.id = s.holder
               LEFT JOIN entities_entity state ON state.country_id = here.country_id AND state.kind = 'state'
               WHERE fights.conflict_id = incident.conflict_id AND NOT fights.supports_only
                 AND fights.entity_id IN (here.id, here.part_of_id, state.id)
                 AND (incident.actor_id IN (here.id, here.part_of_id, state.id)) IS NOT TRUE)))
  AND coalesce(incident.happened_earliest, '-infinity') <= %(as_of)s
  AND (%(weakest)s = 0 OR strength_rank(incident.strength) >= %(weakest)s)
  AND (%(rungs)s IS NULL OR EXISTS (
      SELECT FROM evidence_citation proof
      WHERE proof.incident_id = incident.id AND proof.stance = 'supports' AND proof.rung = ANY (%(rungs)s)))
