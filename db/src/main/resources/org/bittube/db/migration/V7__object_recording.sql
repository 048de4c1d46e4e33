-- Of which recording an object was made: both go together.
ALTER TABLE object ADD COLUMN recording VARCHAR(64) UNIQUE
