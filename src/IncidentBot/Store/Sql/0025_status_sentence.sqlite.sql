-- What was said last with a status.
ALTER TABLE incident ADD COLUMN status_sentence TEXT NULL;
