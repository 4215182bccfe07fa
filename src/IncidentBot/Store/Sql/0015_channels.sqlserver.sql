ALTER TABLE incident ADD channel_state NVARCHAR(20) COLLATE Latin1_General_100_BIN2 NOT NULL CONSTRAINT df_incident_channel_state DEFAULT 'open';
ALTER TABLE incident ADD channel_shared BIT NOT NULL CONSTRAINT df_incident_channel_shared DEFAULT 0;
