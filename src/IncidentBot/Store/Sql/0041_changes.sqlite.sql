-- What more is known of a change, as JSON; older rows are deployments and releases that went live.
ALTER TABLE deploy ADD COLUMN details TEXT NULL;
