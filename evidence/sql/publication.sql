-- When a source came out, three-valued as in core/dates.py: from one day on it was out in every reading of its date, from
-- an earlier day on in some reading. A date marked ?, ~ or % moves either day by one unit as written.
-- tests/test_known_on.py compares them with PartialDate over generated dates.

CREATE FUNCTION edtf_unit_in_months(side text) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- How finely one side is written; 0: to the day.
RETURN CASE
    WHEN substr(side, 3, 2) = 'XX' THEN 1200
    WHEN substr(side, 4, 1) = 'X' THEN 120
    WHEN substr(side, 6, 2) IN ('', 'XX') THEN 12
    WHEN substr(side, 9, 2) IN ('', 'XX') THEN 1
    ELSE 0
END;

CREATE FUNCTION surely_published(written text, latest date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- NULL: no day is certain, since none is recorded.
RETURN CASE
    WHEN right(written, 1) NOT IN ('?', '~', '%') OR latest = '9999-12-31' THEN latest
    WHEN edtf_unit_in_months(split_part(written, '/', -1)) = 0 THEN latest + 1
    ELSE (latest + 1 + make_interval(months => edtf_unit_in_months(split_part(written, '/', -1))))::date - 1
END;

CREATE FUNCTION possibly_published(written text, earliest date) RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
-- Without a date it may have been out at any time.
RETURN CASE
    WHEN earliest IS NULL THEN '-infinity'
    WHEN right(split_part(written, '/', 1), 1) NOT IN ('?', '~', '%') THEN earliest
    WHEN edtf_unit_in_months(split_part(written, '/', 1)) = 0 THEN earliest - 1
    ELSE (earliest - make_interval(months => edtf_unit_in_months(split_part(written, '/', 1))))::date
END;
