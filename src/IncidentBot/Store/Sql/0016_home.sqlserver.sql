CREATE TABLE home_page (
    workspace_id NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    person       NVARCHAR(100) COLLATE Latin1_General_100_BIN2 NOT NULL,
    opened_at    DATETIME2(7)  NOT NULL,
    looks_for    NVARCHAR(200) NULL,
    CONSTRAINT pk_home_page PRIMARY KEY (workspace_id, person)
);
