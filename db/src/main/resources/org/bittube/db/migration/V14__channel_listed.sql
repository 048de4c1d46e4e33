-- Until then every channel that ran stood in the list for everybody.
ALTER TABLE channel ADD COLUMN listed BOOLEAN DEFAULT TRUE NOT NULL
