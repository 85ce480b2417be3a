-- The order of core.choices.Strength, for "no weaker than" in SQL: strongest is 4. Inlined by the planner.

CREATE FUNCTION strength_rank(strength text) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE strength
    WHEN 'established' THEN 4
    WHEN 'corroborated' THEN 3
    WHEN 'credible' THEN 2
    WHEN 'claimed' THEN 1
    WHEN 'ungraded' THEN 0
END;
