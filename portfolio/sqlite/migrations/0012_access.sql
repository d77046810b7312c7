-- People who use this copy over SSH, of this copy alone.
CREATE TABLE login (
	person TEXT PRIMARY KEY,
	role   TEXT NOT NULL,
	office TEXT NOT NULL, -- empty for none
	email  TEXT NOT NULL, -- empty for none
	added  INTEGER NOT NULL, -- second
	by     TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE login_key (
	fingerprint TEXT PRIMARY KEY,
	person      TEXT NOT NULL REFERENCES login ON DELETE CASCADE,
	text        TEXT NOT NULL, -- as in authorized_keys
	added       INTEGER NOT NULL -- second
) WITHOUT ROWID;
CREATE INDEX login_key_person ON login_key (person);

-- What people did here and what was refused.
CREATE TABLE audit (
	id      INTEGER PRIMARY KEY,
	at      INTEGER NOT NULL, -- second
	kind    TEXT NOT NULL,
	person  TEXT NOT NULL,
	office  TEXT NOT NULL,
	session TEXT NOT NULL,
	client  TEXT NOT NULL, -- address
	what    TEXT NOT NULL
);

-- Each session of a person has drafts of its own; those of no session are empty there.
CREATE TABLE draft_of (
	person  TEXT NOT NULL,
	record  TEXT NOT NULL, -- empty for a new one
	session TEXT NOT NULL DEFAULT '', -- which releases before this one leave out
	creates TEXT NOT NULL,
	fields  TEXT NOT NULL, -- JSON
	seen    TEXT NOT NULL, -- ids between blanks
	saved   INTEGER NOT NULL, -- second
	PRIMARY KEY (person, record, session)
) WITHOUT ROWID;
INSERT INTO draft_of (person, record, creates, fields, seen, saved) SELECT person, record, creates, fields, seen, saved FROM draft;
DROP TABLE draft;
ALTER TABLE draft_of RENAME TO draft;
