-- Links that rest on no record of their own, one step onward from state s with holder here: kind, item, holder, rolled. They bind no date
-- and keep the unit. The statement leaves them out where the question switches all of them off: it starts faster so.

-- same type: the family stands for its variant (never the other way: that would change one variant into another).
SELECT 'same_type' AS kind, variant.variant_of_id AS item, s.holder AS holder, s.rolled AS rolled
FROM exports_item variant
WHERE %(same_type)s AND variant.id = s.item AND variant.variant_of_id IS NOT NULL

UNION ALL
-- recorded as: the holder's parent, part or state (of a state: whoever is seated in it), where that one has a record of
-- the item to go on from; or where it is the wanted end. Never two in a row.
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
-- no record, from the maker: to each who must have had the item and has no record of getting it, under any name.
SELECT 'no_record', s.item, taker.id, false
FROM unnest(gap.takers) AS taker (id)
WHERE %(no_record)s

UNION ALL
-- no record, from the last known holder: to an unnamed party that moves the item on and has no record of getting it.
-- Hardly any item has such a party; naming the taker in each condition has it looked for first.
SELECT 'no_record', s.item, taker.holder, false
FROM unnamed_mover taker
WHERE %(no_record)s AND taker.item = s.item AND taker.holder <> s.holder
  AND (taker.item, s.holder) NOT IN (SELECT actor.item, actor.holder FROM actor)
  AND NOT EXISTS (SELECT FROM exports_item made WHERE made.id = taker.item AND made.maker_id = s.holder OFFSET 0)
  AND NOT EXISTS (
      SELECT FROM related
      WHERE related.one = s.holder AND (taker.item, related.other) IN (SELECT actor.item, actor.holder FROM actor)
      OFFSET 0)
