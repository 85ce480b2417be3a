-- Links that rest on no record of their own, one step back from state s with holder here: kind, item, holder, rolled. They bind no date
-- and keep the unit. The statement leaves them out where the question switches all of them off: it starts faster so.

-- same type: a record of the family may stand for each variant.
SELECT 'same_type' AS kind, variant.id AS item, s.holder AS holder, s.rolled AS rolled
FROM exports_item variant
WHERE %(same_type)s AND variant.variant_of_id = s.item

UNION ALL
-- recorded as: the holder's parent, part or state (of a state: whoever is seated in it), where that one has a record of
-- the item of getting it; or where it is the wanted end. Never two in a row.
SELECT 'recorded_as', s.item, other.id, true
FROM unnest(CASE here.kind WHEN 'state' THEN seated.everyone ELSE seated.states END || part.parts) AS other (id)
WHERE %(recorded_as)s AND NOT s.rolled AND other.id <> here.id
UNION ALL
SELECT 'recorded_as', s.item, here.part_of_id, true
WHERE %(recorded_as)s AND NOT s.rolled AND (s.item, here.part_of_id) IN (SELECT actor.item, actor.holder FROM actor)
UNION ALL
SELECT 'recorded_as', s.item, goal.id, true
FROM unnest(%(wanted)s) AS wanted (id)
JOIN entities_entity goal ON goal.id = wanted.id
WHERE %(recorded_as)s AND NOT s.rolled AND goal.id <> here.id
  AND (goal.part_of_id = here.id OR goal.id = here.part_of_id
       OR (goal.country_id = here.country_id AND (goal.kind = 'state') <> (here.kind = 'state')))

UNION ALL
-- no record, from the maker: who must have had the item and has no record of getting it, under any name.
SELECT 'no_record', s.item, made.maker_id, false
FROM exports_item made
WHERE %(no_record)s AND made.id = s.item AND made.maker_id <> s.holder
  AND (made.id, s.holder) NOT IN (SELECT actor.item, actor.holder FROM actor)
  AND EXISTS (SELECT FROM needed WHERE needed.item = made.id AND needed.holder = s.holder OFFSET 0)
  AND NOT EXISTS (
      SELECT FROM related
      WHERE related.one = s.holder AND (made.id, related.other) IN (SELECT actor.item, actor.holder FROM actor)
      OFFSET 0)

UNION ALL
-- no record, from a last known holder: an unnamed party that moves the item on and has no record of getting it.
SELECT 'no_record', s.item, giver.holder, false
FROM (SELECT here.id WHERE here.kind = 'unknown_party' OFFSET 0) unnamed
CROSS JOIN LATERAL (
    SELECT actor.holder FROM actor WHERE actor.item = s.item AND actor.holder <> unnamed.id OFFSET 0
) giver
WHERE %(no_record)s
  AND (s.item, unnamed.id) NOT IN (SELECT actor.item, actor.holder FROM actor)
  AND EXISTS (SELECT FROM mover WHERE mover.item = s.item AND mover.holder = unnamed.id OFFSET 0)
  AND NOT EXISTS (
      SELECT FROM related
      WHERE related.one = unnamed.id AND (s.item, related.other) IN (SELECT actor.item, actor.holder FROM actor)
      OFFSET 0)
  AND NOT EXISTS (SELECT FROM exports_item made WHERE made.id = s.item AND made.maker_id = giver.holder OFFSET 0)
  AND NOT EXISTS (SELECT FROM onward WHERE onward.item = s.item AND onward.holder = giver.holder OFFSET 0)
  AND NOT EXISTS (
      SELECT FROM related
      CROSS JOIN LATERAL (
          SELECT FROM onward WHERE onward.item = s.item AND onward.holder = related.other LIMIT 1) leads
      WHERE related.one = giver.holder OFFSET 0)
