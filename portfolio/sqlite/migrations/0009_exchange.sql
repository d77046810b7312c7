-- Which release brought the file to a version, and the copy that it kept before.
-- A program that does not know the version reads this, so the table stays the
-- same in all later versions.
CREATE TABLE upgrade (
	version INTEGER PRIMARY KEY, -- of the schema
	program TEXT NOT NULL, -- release, such as 1.1
	day     INTEGER NOT NULL, -- yyyymmdd
	copy    TEXT NOT NULL -- name of a file beside the database; empty: none was kept
);

-- Changes that another office signed and that break a rule of this release are
-- kept apart from the log until a release allows them.
CREATE TABLE aside (
	id          INTEGER PRIMARY KEY, -- in order of arrival
	office      TEXT NOT NULL, -- with incarnation, n and hash: the id of the change
	incarnation TEXT NOT NULL,
	n           INTEGER NOT NULL,
	hash        TEXT NOT NULL,
	record      TEXT NOT NULL,
	body        BLOB NOT NULL,
	sender      TEXT NOT NULL, -- code of the office that sent it
	doubt       TEXT NOT NULL,
	why         TEXT NOT NULL, -- the rule that it breaks
	day         INTEGER NOT NULL, -- yyyymmdd
	UNIQUE (office, incarnation, n, hash)
);

-- Records of the register in the order in which they changed last, so that only
-- those are read again that did.
CREATE TABLE register_change (
	record  INTEGER PRIMARY KEY REFERENCES record,
	version INTEGER NOT NULL UNIQUE
);
INSERT INTO register_change SELECT id, row_number() OVER (ORDER BY id) FROM record WHERE kind = 'office';

-- Changes that no receipt with a day lists, derived from arrivals and receipts.
CREATE TABLE unjudged (
	n      INTEGER NOT NULL,
	author INTEGER NOT NULL REFERENCES author,
	hash   TEXT NOT NULL,
	PRIMARY KEY (n, author, hash)
) WITHOUT ROWID;
INSERT INTO unjudged SELECT c.n, c.author, c.hash FROM change c JOIN author a ON a.id = c.author JOIN record r ON r.id = c.record
	WHERE (r.kind <> 'receipt' OR r.name <> a.office || '.' || a.incarnation || ':' || c.n || '-' || c.hash) AND NOT EXISTS
		(SELECT 1 FROM receipt t WHERE t.n = c.n AND t.author = c.author AND t.hash = c.hash AND t.day IS NOT NULL);

-- Changes that are held or rejected by the receipt with the largest id, derived
-- from the receipts.
CREATE TABLE ruled (
	n       INTEGER NOT NULL,
	author  INTEGER NOT NULL REFERENCES author,
	hash    TEXT NOT NULL,
	verdict TEXT NOT NULL,
	PRIMARY KEY (n, author, hash)
) WITHOUT ROWID;
INSERT INTO ruled SELECT n, author, hash, verdict FROM (SELECT n, author, hash, verdict, row_number() OVER (
	PARTITION BY n, author, hash ORDER BY CAST(substr(by, instr(by, ':') + 1) AS INTEGER) DESC, by DESC) AS place FROM receipt)
	WHERE place = 1 AND verdict <> '';
CREATE INDEX ruled_verdict ON ruled (verdict);

CREATE INDEX link_office ON link (iif(json_valid(state), state ->> '$.Office', NULL));

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
	wrong   INTEGER NOT NULL DEFAULT 0, -- the largest number of a receipt that a correction says was given on another day
	PRIMARY KEY (author, day)
) WITHOUT ROWID;
CREATE INDEX clock_last ON clock (author, last);

-- Changes of a headquarters that this office has left, and of its other offices:
-- kept, without effect, and never sent.
CREATE TABLE left_change (
	office       TEXT NOT NULL, -- with incarnation, n and hash: the id of the change
	incarnation  TEXT NOT NULL,
	n            INTEGER NOT NULL,
	hash         TEXT NOT NULL,
	record       TEXT NOT NULL,
	arrived      INTEGER NOT NULL, -- yyyymmdd
	body         BLOB NOT NULL,
	headquarters TEXT NOT NULL, -- code
	root         TEXT NOT NULL, -- its signing keys
	PRIMARY KEY (office, incarnation, n, hash)
) WITHOUT ROWID;

-- The state of the file: see dbfile.Mark. Each transaction sets the next one,
-- before it writes anything else.
CREATE TABLE mark (
	id    INTEGER PRIMARY KEY CHECK (id = 1),
	state BLOB NOT NULL
);

-- Rejected changes of this office to which its person has seen, until there is
-- another ruling.
CREATE TABLE dismissed (
	change TEXT PRIMARY KEY, -- id
	by     TEXT NOT NULL -- the receipt that rejects it
) WITHOUT ROWID;
