-- What was said last with a status.
ALTER TABLE incident ADD status_sentence NVARCHAR(MAX) NULL;
