ALTER TABLE incident ADD COLUMN acknowledged TEXT NULL;
-- Whether a person has said when that was, so that nothing that arrives late moves it.
ALTER TABLE incident ADD COLUMN acknowledged_said INTEGER NOT NULL DEFAULT 0;
