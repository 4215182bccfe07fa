ALTER TABLE incident ADD COLUMN acknowledged TEXT NULL;
