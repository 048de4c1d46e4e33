-- Who may watch the channel, as JSON; empty: everybody. It may hold a secret: the folder is its owner's only.
ALTER TABLE channel ADD COLUMN policy_json VARCHAR(32768) DEFAULT '' NOT NULL
