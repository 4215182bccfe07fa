-- Until when it was asked what went live after the incident began; older rounds asked about the time before it alone.
ALTER TABLE deploy_pull ADD COLUMN asked_until TEXT NULL;
