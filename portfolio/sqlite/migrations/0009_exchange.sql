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

-- Which release brought the file to a version, and the copy that it kept before.
-- A program that does not know the version reads this, so the table stays the
-- same in all later versions.
CREATE TABLE upgrade (
	version INTEGER PRIMARY KEY, -- of the schema
	program TEXT NOT NULL, -- release, such as 1.1
	day     INTEGER NOT NULL, -- yyyymmdd
	copy    TEXT NOT NULL -- name of a file beside the database; empty: none was kept
);
