-- What the bot was told of changes by others than GitHub's pages: of the whole installation, as the catalogue is.
CREATE TABLE change_seen (
    change_key  TEXT    NOT NULL,
    service     TEXT    NOT NULL,
    happened_at TEXT    NOT NULL,
    received_at TEXT    NOT NULL,
    progress    INTEGER NOT NULL,
    environment TEXT    NULL,
    ref_name    TEXT    NOT NULL,
    description TEXT    NULL,
    url         TEXT    NULL,
    made_by     TEXT    NULL,
    details     TEXT    NULL,
    CONSTRAINT pk_change_seen PRIMARY KEY (change_key)
);

CREATE INDEX ix_change_seen_service ON change_seen (service, happened_at);

CREATE INDEX ix_change_seen_time ON change_seen (happened_at);

-- Which posts were answered, so that one that comes again is told from a new one.
CREATE TABLE change_post (
    post_key    TEXT NOT NULL,
    content     TEXT NOT NULL,
    change_key  TEXT NOT NULL,
    received_at TEXT NOT NULL,
    CONSTRAINT pk_change_post PRIMARY KEY (post_key)
);

CREATE INDEX ix_change_post_time ON change_post (received_at);

-- Who may tell the bot something over HTTP; the token itself is nowhere, only its hash.
CREATE TABLE access_token (
    name         TEXT NOT NULL,
    token_hash   TEXT NOT NULL,
    scopes       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    last_used_on TEXT NULL,
    CONSTRAINT pk_access_token PRIMARY KEY (name),
    CONSTRAINT uq_access_token UNIQUE (token_hash)
);
