ALTER TABLE incident ADD acknowledged DATETIME2(7) NULL;
