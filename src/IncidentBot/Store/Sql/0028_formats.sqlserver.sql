-- How the words of an entry, and of a message, looked: code, bold, lists, quotations. NULL: all of them are plain.
ALTER TABLE timeline_entry ADD formats NVARCHAR(MAX) NULL;
ALTER TABLE timeline_revision ADD formats NVARCHAR(MAX) NULL;
