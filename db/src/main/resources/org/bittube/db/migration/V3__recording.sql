-- state is RECORDING (a crash may have left it so), FINISHED, or FILED (the library has it, too).
CREATE TABLE recording (
    id                     VARCHAR(64)   NOT NULL PRIMARY KEY,
    channel                VARCHAR(128)  NOT NULL,
    file                   VARCHAR(1024) NOT NULL,
    state                  VARCHAR(16)   NOT NULL,
    started_millis         BIGINT        NOT NULL,
    epoch_millis           BIGINT        NOT NULL,
    start_timestamp_millis BIGINT        NOT NULL,
    duration_millis        BIGINT        NOT NULL,
    size_bytes             BIGINT        NOT NULL
)
