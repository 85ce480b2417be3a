-- Links that rest on no record of their own, one step onward from state s: kind, item, holder, rolled. They bind no date
-- and keep the unit. The statement leaves them out where the question switches all of them off: it starts faster so.

-- same type: the family stands for its variant (never the other way: that would change one variant into another).
SELECT 'same_type' AS kind, variant.variant_of_id AS item, s.holder AS holder, s.rolled AS rolled
FROM exports_item variant
WHERE %(same_type)s AND variant.id = s.item AND variant.variant_of_id IS NOT NULL

UNION ALL
-- recorded as: the holder's parent, part or state, where that one has a record of the item to go on from; or where it
-- is the wanted end. Never two in a row. A state asks those with such a record, since too much is seated in it.
SELECT 'recorded_as', s.item, related.other, true
FROM entities_entity here
JOIN related ON related.one = here.id
WHERE %(recorded_as)s AND NOT s.rolled AND here.id = s.holder AND here.kind <> 'state'
  AND (related.other = ANY (%(wanted)s)
       OR (s.item, related.other) IN (SELECT actor.item, actor.holder FROM actor))
UNION ALL
SELECT 'recorded_as', s.item, other.id, true
FROM entities_entity here
CROSS JOIN LATERAL (
    SELECT actor.holder AS id FROM actor
    WHERE actor.item = s.item AND actor.holder <> here.id
      AND (actor.country_id = here.country_id OR actor.part_of_id = here.id OR here.part_of_id = actor.holder)
    UNION
    SELECT seated.id FROM entities_entity seated
    WHERE seated.id = ANY (%(wanted)s) AND seated.id <> here.id
      AND (seated.country_id = here.country_id OR seated.part_of_id = here.id OR here.part_of_id = seated.id)
) other
WHERE %(recorded_as)s AND NOT s.rolled AND here.id = s.holder AND here.kind = 'state'

UNION ALL
-- no record, from the maker: to each who must have had the item and has no record of getting it, under any name.
SELECT 'no_record', s.item, taker.holder, false
FROM exports_item made
CROSS JOIN LATERAL (SELECT DISTINCT needed.holder FROM needed WHERE needed.item = s.item) taker
WHERE %(no_record)s AND made.id = s.item AND made.maker_id = s.holder AND taker.holder <> s.holder
  AND NOT EXISTS (SELECT FROM brought WHERE brought.item = s.item AND brought.holder = taker.holder OFFSET 0)
  AND NOT EXISTS (
      SELECT FROM related
      CROSS JOIN LATERAL (
          SELECT FROM brought WHERE brought.item = s.item AND brought.holder = related.other LIMIT 1) got
      WHERE related.one = taker.holder OFFSET 0)

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
