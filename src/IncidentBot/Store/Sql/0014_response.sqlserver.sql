ALTER TABLE incident ADD drill BIT NOT NULL CONSTRAINT df_incident_drill DEFAULT 0;
