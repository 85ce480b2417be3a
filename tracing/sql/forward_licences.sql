    -- The licences of this item that name the holder, looked up for each state; OFFSET 0 keeps the planner from joining
    -- the rest before.
    SELECT listed.licence_id, listed.unit_id
    FROM exports_licenceitem listed
    WHERE listed.item_id = s.item
      AND EXISTS (
          -- all parties of the licence stand side by side in an index: one look instead of one for each role
          SELECT FROM (SELECT entity_id, role FROM exports_licenceparty WHERE licence_id = listed.licence_id OFFSET 0) sender
          WHERE sender.entity_id = s.holder AND sender.role IN ('exporter', 'applicant') OFFSET 0)
      -- most holders stand on no licence in that role: one look at an index instead of all licences of the item
      AND EXISTS (
          SELECT FROM exports_licenceparty listed
          WHERE listed.entity_id = s.holder AND listed.role IN ('exporter', 'applicant') OFFSET 0)
    OFFSET 0
