-- Exchange with other copies: links, outboxes, and what headquarters says.

-- Changes in the order in which they came in. One that came in doubt of who
-- made it, and later without, stands here twice.
CREATE TABLE arrival (
	seq    INTEGER PRIMARY KEY,
	n      INTEGER NOT NULL,
	author INTEGER NOT NULL REFERENCES author,
	hash   TEXT NOT NULL,
	link   INTEGER NOT NULL -- whose next position it came as; 0 otherwise
);
CREATE INDEX arrival_change ON arrival (n, author, hash);
INSERT INTO arrival (n, author, hash, link) SELECT n, author, hash, 0 FROM change ORDER BY arrived, n, author, hash;

-- Changes of which it is not sure who made them.
CREATE TABLE doubt (
	n      INTEGER NOT NULL,
	author INTEGER NOT NULL REFERENCES author,
	hash   TEXT NOT NULL,
	why    TEXT NOT NULL,
	PRIMARY KEY (n, author, hash)
) WITHOUT ROWID;

-- What receipts say of changes, derived from the receipts in the log.
CREATE TABLE receipt (
	n       INTEGER NOT NULL,
	author  INTEGER NOT NULL REFERENCES author,
	hash    TEXT NOT NULL,
	more    TEXT NOT NULL, -- of the hash
	by      TEXT NOT NULL, -- id of the receipt's change
	day     INTEGER, -- yyyymmdd, when the change reached headquarters
	given   INTEGER NOT NULL, -- yyyymmdd, day of the receipt
	verdict TEXT NOT NULL,
	why     TEXT NOT NULL,
	person  TEXT NOT NULL,
	PRIMARY KEY (n, author, hash, by)
) WITHOUT ROWID;
CREATE INDEX receipt_verdict ON receipt (verdict) WHERE verdict <> '';

-- Every record that a note was ever on.
CREATE TABLE note_on (
	target TEXT NOT NULL,
	record INTEGER NOT NULL REFERENCES record,
	PRIMARY KEY (target, record)
) WITHOUT ROWID;
INSERT INTO note_on SELECT target, id FROM note;

CREATE TABLE link (
	id    INTEGER PRIMARY KEY,
	state TEXT NOT NULL -- JSON, see portfolio.Link
);

CREATE TABLE outbox (
	link  INTEGER NOT NULL REFERENCES link,
	pos   INTEGER NOT NULL,
	seq   INTEGER NOT NULL REFERENCES arrival,
	chain BLOB NOT NULL,
	PRIMARY KEY (link, pos)
) WITHOUT ROWID;
CREATE UNIQUE INDEX outbox_seq ON outbox (link, seq);
