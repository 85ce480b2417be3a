-- seen: the holder is the user that the incident names … (in the place of the next holder stands the conflict)
SELECT s.item, s.unit, s.holder, s.rolled, s.arrival, (SELECT count(*) FROM reached), 'seen', sighting.id, s.item,
       coalesce(sighting.unit_id, s.unit), sighting.conflict_id, false, sighting.happened_earliest, sighting.happened_latest,
       sighting.rank, sighting.unit_id IS NOT NULL
FROM state s
JOIN sighting ON sighting.item = s.item AND sighting.user_id = s.holder
WHERE (s.unit IS NULL OR sighting.unit_id IS NULL OR sighting.unit_id = s.unit)
  AND (sighting.happened_latest IS NULL OR sighting.happened_latest >= s.arrival OR NOT %(mind_time)s)
UNION ALL
-- … or it names none, and the holder fights in its conflict, itself or through its parent or state, and is not (under
-- the same names) who shot it down, captured, found or showed it.
SELECT s.item, s.unit, s.holder, s.rolled, s.arrival, (SELECT count(*) FROM reached), 'seen', sighting.id, s.item,
       coalesce(sighting.unit_id, s.unit), sighting.conflict_id, false, sighting.happened_earliest, sighting.happened_latest,
       sighting.rank, sighting.unit_id IS NOT NULL
FROM named s
JOIN sighting ON sighting.item = s.item AND sighting.user_id IS NULL
WHERE (s.unit IS NULL OR sighting.unit_id IS NULL OR sighting.unit_id = s.unit)
  AND (sighting.happened_latest IS NULL OR sighting.happened_latest >= s.arrival OR NOT %(mind_time)s)
  AND ((sighting.conflict_id, s.holder) IN (SELECT fighter.conflict, fighter.entity FROM fighter)
       OR (sighting.conflict_id, s.part_of_id) IN (SELECT fighter.conflict, fighter.entity FROM fighter)
       OR (sighting.conflict_id, s.state) IN (SELECT fighter.conflict, fighter.entity FROM fighter))
  AND (sighting.actor_id IN (s.holder, s.part_of_id, s.state)) IS NOT TRUE
UNION ALL
