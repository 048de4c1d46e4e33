-- The root stands for the contents: the same contents are never kept twice.
CREATE TABLE object (
    id              VARCHAR(43)  NOT NULL PRIMARY KEY,
    root            VARCHAR(43)  NOT NULL UNIQUE,
    name            VARCHAR(255) NOT NULL,
    media_type      VARCHAR(127) NOT NULL,
    size_bytes      BIGINT       NOT NULL,
    duration_millis BIGINT,
    title           VARCHAR(255) NOT NULL,
    visibility      VARCHAR(16)  NOT NULL,
    token_hash      VARCHAR(64),
    created_millis  BIGINT       NOT NULL,
    descriptor      BYTEA        NOT NULL
)
