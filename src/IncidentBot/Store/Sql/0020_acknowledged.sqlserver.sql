-- acknowledged_said: whether a person has said when that was, so that nothing that arrives late moves it.
ALTER TABLE incident ADD acknowledged DATETIME2(7) NULL;
ALTER TABLE incident ADD acknowledged_said BIT NOT NULL CONSTRAINT df_incident_acknowledged_said DEFAULT 0;
