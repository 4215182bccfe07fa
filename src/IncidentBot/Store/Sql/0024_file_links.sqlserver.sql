-- Where a file can be opened of which there is no copy.
ALTER TABLE timeline_file ADD link NVARCHAR(2000) NULL;
