-- What happened, in words for an operator. The id counts up without gaps, so that the oldest are known by it.
CREATE TABLE log_entry (
    id        BIGINT        NOT NULL PRIMARY KEY,
    at_millis BIGINT        NOT NULL,
    level     VARCHAR(16)   NOT NULL,
    kind      VARCHAR(32)   NOT NULL,
    channel   VARCHAR(128),
    words     VARCHAR(1024) NOT NULL
)
