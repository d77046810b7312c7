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
