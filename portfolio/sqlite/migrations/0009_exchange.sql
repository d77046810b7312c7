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
