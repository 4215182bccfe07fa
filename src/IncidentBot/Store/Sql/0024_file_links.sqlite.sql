-- Where a file can be opened of which there is no copy.
ALTER TABLE timeline_file ADD COLUMN link TEXT NULL;
