-- Changes. Everything but the base (what the document says) and the log of
-- changes is derived from these two.

-- Records by number: those of the base, and those that changes make. kind is
-- empty while the change that makes a record has not arrived.
CREATE TABLE record (
	id   INTEGER PRIMARY KEY,
	name TEXT NOT NULL UNIQUE, -- key in the seed, or id of the change that made it
	kind TEXT NOT NULL
);

CREATE TABLE author (
	id          INTEGER PRIMARY KEY,
	office      TEXT NOT NULL,
	incarnation TEXT NOT NULL,
	UNIQUE (office, incarnation)
);

-- The log: rows are added, never altered. Those of a record stand together.
CREATE TABLE change (
	record  INTEGER NOT NULL REFERENCES record,
	n       INTEGER NOT NULL,
	author  INTEGER NOT NULL REFERENCES author,
	hash    TEXT NOT NULL,
	arrived INTEGER NOT NULL, -- yyyymmdd, by the clock here
	body    BLOB NOT NULL, -- the rest of the content, see portfolio.Change.Body
	PRIMARY KEY (record, n, author, hash)
) WITHOUT ROWID;
CREATE UNIQUE INDEX change_n ON change (n, author, hash);
CREATE INDEX change_arrived ON change (arrived, record);

-- Hashes of what never changes (the tables of the base) and of the log, so
-- that a change behind the program's back is found.
CREATE TABLE digest (
	name TEXT PRIMARY KEY,
	hash BLOB NOT NULL
) WITHOUT ROWID;

INSERT INTO setting VALUES ('office', 'local'), ('incarnation', lower(hex(randomblob(4))));

ALTER TABLE project ADD COLUMN status TEXT NOT NULL DEFAULT ''; -- set by hand
ALTER TABLE project ADD COLUMN spent INTEGER; -- cents
ALTER TABLE project ADD COLUMN spent_on INTEGER; -- yyyymmdd
ALTER TABLE project ADD COLUMN plain TEXT NOT NULL DEFAULT ''; -- the number for searching
UPDATE project SET plain = upper(replace(replace(number, '/', ''), '-', ''));
CREATE INDEX project_plain ON project (plain);

CREATE TABLE base_project (
	id INTEGER PRIMARY KEY, record TEXT NOT NULL, number TEXT NOT NULL, provisional INTEGER NOT NULL, title TEXT NOT NULL,
	kind INTEGER NOT NULL, programme INTEGER NOT NULL, country TEXT NOT NULL, places TEXT NOT NULL, lines TEXT NOT NULL,
	first_day INTEGER, last_day INTEGER, assumed INTEGER NOT NULL, approved INTEGER, overall INTEGER, shortfall INTEGER,
	reason TEXT NOT NULL, confidence TEXT NOT NULL, status TEXT NOT NULL, spent INTEGER, spent_on INTEGER, plain TEXT NOT NULL
);
INSERT INTO base_project SELECT * FROM project;
INSERT INTO record (id, name, kind) SELECT id, record, 'project' FROM project ORDER BY id;

-- Projects that are withdrawn, with the values that they had.
CREATE TABLE withdrawn (
	id INTEGER PRIMARY KEY, record TEXT NOT NULL, number TEXT NOT NULL, provisional INTEGER NOT NULL, title TEXT NOT NULL,
	kind INTEGER NOT NULL, programme INTEGER NOT NULL, country TEXT NOT NULL, places TEXT NOT NULL, lines TEXT NOT NULL,
	first_day INTEGER, last_day INTEGER, assumed INTEGER NOT NULL, approved INTEGER, overall INTEGER, shortfall INTEGER,
	reason TEXT NOT NULL, confidence TEXT NOT NULL, status TEXT NOT NULL, spent INTEGER, spent_on INTEGER, plain TEXT NOT NULL
);
CREATE INDEX withdrawn_plain ON withdrawn (plain);

CREATE TABLE base_subprogramme (
	code TEXT PRIMARY KEY, seq INTEGER NOT NULL, label TEXT NOT NULL, requirement INTEGER, shortfall INTEGER
) WITHOUT ROWID;
INSERT INTO base_subprogramme SELECT * FROM subprogramme;
INSERT INTO record (name, kind) SELECT 'subprogramme:' || code, 'subprogramme' FROM subprogramme ORDER BY seq;

CREATE TABLE base_outcome (
	code TEXT PRIMARY KEY, subprogramme TEXT NOT NULL, label TEXT NOT NULL, budget INTEGER
) WITHOUT ROWID;
INSERT INTO base_outcome SELECT * FROM outcome;
INSERT INTO record (name, kind) SELECT 'outcome:' || code, 'outcome' FROM outcome ORDER BY code;

CREATE TABLE base_activity (
	outcome TEXT NOT NULL, seq INTEGER NOT NULL, code TEXT NOT NULL UNIQUE, label TEXT NOT NULL, shortfall INTEGER,
	PRIMARY KEY (outcome, seq)
) WITHOUT ROWID;
INSERT INTO base_activity SELECT * FROM activity;
INSERT INTO record (name, kind) SELECT 'activity:' || code, 'activity' FROM activity ORDER BY outcome, seq;

-- Notes that are not withdrawn.
CREATE TABLE note (
	id     INTEGER PRIMARY KEY, -- of the note's record
	target TEXT NOT NULL, -- name of the record that it is about
	text   TEXT NOT NULL
);
CREATE INDEX note_target ON note (target);

-- Fields with several values, of which a person has to choose.
CREATE TABLE conflict (
	record INTEGER NOT NULL,
	field  TEXT NOT NULL,
	PRIMARY KEY (record, field)
) WITHOUT ROWID;

-- What does not fit together in a record.
CREATE TABLE inconsistency (
	record INTEGER NOT NULL,
	seq    INTEGER NOT NULL,
	field  TEXT NOT NULL,
	what   TEXT NOT NULL,
	PRIMARY KEY (record, seq)
) WITHOUT ROWID;

-- Forms begun and not saved, of this copy alone.
CREATE TABLE draft (
	person  TEXT NOT NULL,
	record  TEXT NOT NULL, -- empty for a new one
	creates TEXT NOT NULL,
	fields  TEXT NOT NULL, -- JSON
	seen    TEXT NOT NULL, -- ids between blanks
	saved   INTEGER NOT NULL, -- second
	PRIMARY KEY (person, record)
) WITHOUT ROWID;
