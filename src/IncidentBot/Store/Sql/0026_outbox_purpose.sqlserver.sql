-- What an action is sent for, the incident that it is about, and the channel in which it is read.
ALTER TABLE outbox ADD incident INT NULL;
ALTER TABLE outbox ADD purpose NVARCHAR(50) COLLATE Latin1_General_100_BIN2 NULL;
ALTER TABLE outbox ADD fact BIGINT NULL;
ALTER TABLE outbox ADD channel NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NULL;
