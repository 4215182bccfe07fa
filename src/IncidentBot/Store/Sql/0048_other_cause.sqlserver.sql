-- Which other change it was, where it wasn't the one that was asked about; empty: one that isn't on record.
ALTER TABLE change_answer ADD other_key NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NULL;
