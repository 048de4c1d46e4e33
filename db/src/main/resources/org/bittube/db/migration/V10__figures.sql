-- What was measured of a channel in a span of time that ends at at_millis; the channel with the empty name is all of them.
CREATE TABLE figures (
    step_millis  BIGINT        NOT NULL,
    channel      VARCHAR(128)  NOT NULL,
    at_millis    BIGINT        NOT NULL,
    figures_json VARCHAR(4096) NOT NULL,
    PRIMARY KEY (step_millis, channel, at_millis)
)
