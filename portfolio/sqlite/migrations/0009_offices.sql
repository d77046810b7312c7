-- Copies, mailboxes and offices that lose nothing.

-- Receipts: the login of who ruled, and whether the receipt only corrects the
-- day, see exchange.Receipt.
ALTER TABLE receipt ADD COLUMN login TEXT NOT NULL DEFAULT '';
ALTER TABLE receipt ADD COLUMN corrects INTEGER NOT NULL DEFAULT 0;

-- What the clock of each copy said: the numbers of its changes on each day. Both
-- this and the new columns are filled from the log after the migration.
CREATE TABLE clock (
	author  INTEGER NOT NULL REFERENCES author,
	day     INTEGER NOT NULL, -- yyyymmdd
	first   INTEGER NOT NULL, -- the smallest number
	last    INTEGER NOT NULL, -- the largest
	changes INTEGER NOT NULL, -- how many
	PRIMARY KEY (author, day)
) WITHOUT ROWID;
