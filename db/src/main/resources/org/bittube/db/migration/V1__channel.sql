-- One statement a migration: H2 commits each DDL statement by itself, so a migration of two could stop half way.
-- Types are those that H2 and PostgreSQL share. Times are Unix milliseconds.
CREATE TABLE channel (
    name           VARCHAR(128)  NOT NULL PRIMARY KEY,
    source_json    VARCHAR(8192) NOT NULL,
    running        BOOLEAN       NOT NULL,
    public_key     BYTEA         NOT NULL,
    private_key    BYTEA         NOT NULL,
    created_millis BIGINT        NOT NULL
)
