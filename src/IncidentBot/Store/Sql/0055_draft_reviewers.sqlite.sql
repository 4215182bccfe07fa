-- Who was asked to review the postmortem of an incident, and which draft they approved.
CREATE TABLE postmortem_reviewer (
    workspace_id     TEXT    NOT NULL,
    incident         INTEGER NOT NULL,
    person_id        TEXT    NOT NULL,
    person           TEXT    NOT NULL,
    asked_at         TEXT    NOT NULL,
    asked_by         TEXT    NOT NULL,
    approved_version INTEGER NULL,
    approved_at      TEXT    NULL,
    CONSTRAINT pk_postmortem_reviewer PRIMARY KEY (workspace_id, incident, person_id),
    CONSTRAINT fk_postmortem_reviewer FOREIGN KEY (workspace_id, incident) REFERENCES incident (workspace_id, number)
);
