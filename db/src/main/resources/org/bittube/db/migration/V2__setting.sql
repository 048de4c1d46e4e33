CREATE TABLE setting (
    setting_key   VARCHAR(128)  NOT NULL PRIMARY KEY,
    setting_value VARCHAR(8192) NOT NULL
)
