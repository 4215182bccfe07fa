ALTER TABLE checklist_step ADD COLUMN assigned_to TEXT NULL;
