-- Which other change it was, where it wasn't the one that was asked about; empty: one that isn't on record.
ALTER TABLE change_answer ADD COLUMN other_key TEXT NULL;
