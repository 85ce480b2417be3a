-- the incidents of everything reached, read once for each type of thing and not once for each state
sighting AS MATERIALIZED (
    SELECT part.item_id AS item, part.unit_id, incident.id, incident.user_id, incident.actor_id, incident.conflict_id,
           incident.happened_earliest, incident.happened_latest, strength_rank(incident.strength) AS rank
    FROM (SELECT DISTINCT item FROM state) seen
    JOIN conflicts_incidentitem part ON part.item_id = seen.item
    JOIN conflicts_incident incident ON incident.id = part.incident_id
-- with merged
    -- one row, of which the planner expects ten: for one sighting it would go through all states for each there is
    CROSS JOIN unnest((%(items)s)[1:1]) AS expected
-- end merged
    WHERE %(seen)s
      AND coalesce(incident.happened_earliest, '-infinity') <= %(as_of)s
      AND (%(weakest)s = 0 OR strength_rank(incident.strength) >= %(weakest)s)
      AND (%(rungs)s IS NULL OR EXISTS (
          SELECT FROM evidence_citation proof
          WHERE proof.incident_id = incident.id AND proof.stance = 'supports' AND proof.rung = ANY (%(rungs)s)))
),

-- who fights in the conflicts of those that name no user
fighter AS MATERIALIZED (
    SELECT fights.conflict_id AS conflict, fights.entity_id AS entity
    FROM (SELECT DISTINCT conflict_id FROM sighting WHERE user_id IS NULL) fought
    JOIN conflicts_belligerent fights ON fights.conflict_id = fought.conflict_id AND NOT fights.supports_only
),

-- the states that such an incident may concern, with the names their holders may fight under
named AS MATERIALIZED (
    SELECT s.*, here.part_of_id, here_state.id AS state
    FROM state s
    JOIN entities_entity here ON here.id = s.holder
    LEFT JOIN entities_entity here_state ON here_state.country_id = here.country_id AND here_state.kind = 'state'
    WHERE s.item IN (SELECT sighting.item FROM sighting WHERE sighting.user_id IS NULL)
)
