-- What the bot was told of changes by others than GitHub's pages: of the whole installation, as the catalogue is.
CREATE TABLE change_seen (
    change_key  NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    service     NVARCHAR(200) COLLATE Latin1_General_100_BIN2 NOT NULL,
    happened_at DATETIME2(7)  NOT NULL,
    received_at DATETIME2(7)  NOT NULL,
    progress    INT           NOT NULL,
    environment NVARCHAR(MAX) NULL,
    ref_name    NVARCHAR(MAX) NOT NULL,
    description NVARCHAR(MAX) NULL,
    url         NVARCHAR(MAX) NULL,
    made_by     NVARCHAR(MAX) NULL,
    details     NVARCHAR(MAX) NULL,
    CONSTRAINT pk_change_seen PRIMARY KEY (change_key)
);

CREATE INDEX ix_change_seen_service ON change_seen (service, happened_at);

CREATE INDEX ix_change_seen_time ON change_seen (happened_at);

-- Which posts were answered, so that one that comes again is told from a new one.
CREATE TABLE change_post (
    post_key    NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    content     NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    change_key  NVARCHAR(300) COLLATE Latin1_General_100_BIN2 NOT NULL,
    received_at DATETIME2(7)  NOT NULL,
    CONSTRAINT pk_change_post PRIMARY KEY (post_key)
);

CREATE INDEX ix_change_post_time ON change_post (received_at);

-- Who may tell the bot something over HTTP; the token itself is nowhere, only its hash.
CREATE TABLE access_token (
    name         NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    token_hash   NVARCHAR(64)  COLLATE Latin1_General_100_BIN2 NOT NULL,
    scopes       NVARCHAR(400) NOT NULL,
    created_at   DATETIME2(7)  NOT NULL,
    last_used_on NVARCHAR(10)  NULL,
    CONSTRAINT pk_access_token PRIMARY KEY (name),
    CONSTRAINT uq_access_token UNIQUE (token_hash)
);
