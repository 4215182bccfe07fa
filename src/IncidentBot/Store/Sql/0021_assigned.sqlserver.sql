ALTER TABLE checklist_step ADD assigned_to NVARCHAR(MAX) NULL;
