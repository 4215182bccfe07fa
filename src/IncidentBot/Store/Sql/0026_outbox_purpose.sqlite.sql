-- What an action is sent for, the incident that it is about, and the channel in which it is read.
ALTER TABLE outbox ADD COLUMN incident INTEGER NULL;
ALTER TABLE outbox ADD COLUMN purpose TEXT NULL;
ALTER TABLE outbox ADD COLUMN fact INTEGER NULL;
ALTER TABLE outbox ADD COLUMN channel TEXT NULL;

-- Rows that are still under way were written without them: their keys and actions tell.
UPDATE outbox SET incident = CAST(SUBSTR(effect_key, 5, INSTR(effect_key, '/') - 5) AS INTEGER),
    fact = CASE WHEN effect_key LIKE 'INC-%/fact/%/told' THEN CAST(SUBSTR(effect_key, INSTR(effect_key, '/fact/') + 6) AS INTEGER) END,
    purpose = CASE
        WHEN effect_key LIKE 'INC-%/card' OR effect_key LIKE 'INC-%/fact/%' OR effect_key LIKE 'INC-%/entry/%' THEN 'evidence'
        WHEN kind = 'OpenChannel' THEN 'channel'
        WHEN kind = 'PostCard' AND effect_key LIKE 'INC-%/announcement' THEN 'announcement'
        WHEN kind = 'PostCard' AND effect_key LIKE 'INC-%/nudge-for-commander/%' THEN 'question'
        WHEN kind = 'Invite' AND effect_key LIKE 'INC-%/invite%' THEN 'invitation'
        WHEN kind = 'UploadFile' THEN 'upload'
    END
WHERE state IN ('scheduled', 'waiting', 'dead') AND effect_key LIKE 'INC-%/%';

UPDATE outbox SET channel = COALESCE(json_extract(action, '$.channel.known'), json_extract(action, '$.message.known.channel'))
WHERE state IN ('scheduled', 'waiting', 'dead') AND kind IN ('PostCard', 'UpdateCard', 'UploadFile', 'SetTopic') AND json_valid(action);
