-- The portfolio: what the document lists, the projects, and what is derived
-- from them (slices, their summary, the search index).

CREATE TABLE setting (
	name  TEXT PRIMARY KEY,
	value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE programme (
	id     INTEGER PRIMARY KEY, -- in the order of the document's lists
	code   TEXT NOT NULL UNIQUE,
	name   TEXT NOT NULL,
	list   TEXT NOT NULL,
	first_year INTEGER NOT NULL, -- 0: not printed
	last_year  INTEGER NOT NULL,
	states INTEGER NOT NULL
);

CREATE TABLE line (
	id       INTEGER PRIMARY KEY,
	code     TEXT NOT NULL UNIQUE,
	label    TEXT NOT NULL,
	name     TEXT NOT NULL,
	scope    TEXT NOT NULL,
	outcomes TEXT NOT NULL,
	dac      TEXT NOT NULL
);

CREATE TABLE place (
	id   INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE,
	name TEXT NOT NULL,
	m49  TEXT NOT NULL
);

CREATE TABLE project (
	id          INTEGER PRIMARY KEY,
	record      TEXT NOT NULL UNIQUE, -- identity; the number is a field
	number      TEXT NOT NULL,
	provisional INTEGER NOT NULL,
	title       TEXT NOT NULL,
	kind        INTEGER NOT NULL, -- bits: 1 field, 2 global
	programme   INTEGER NOT NULL REFERENCES programme,
	country     TEXT NOT NULL,
	places      TEXT NOT NULL, -- code:per cent, between blanks
	lines       TEXT NOT NULL, -- likewise
	first_day   INTEGER, -- yyyymmdd
	last_day    INTEGER,
	assumed     INTEGER NOT NULL, -- bits: 1 first day, 2 last day
	approved    INTEGER, -- cents
	overall     INTEGER,
	shortfall   INTEGER,
	reason      TEXT NOT NULL, -- of the service lines
	confidence  TEXT NOT NULL
);
-- One index for each order of a list, with the number that decides ties.
CREATE INDEX project_number ON project (number);
CREATE INDEX project_title ON project (title, number);
CREATE INDEX project_kind ON project (kind, number);
CREATE INDEX project_programme ON project (programme, number);
CREATE INDEX project_country ON project (country, number);
CREATE INDEX project_lines ON project (lines, number);
CREATE INDEX project_first_day ON project (first_day, number);
CREATE INDEX project_last_day ON project (last_day, number);
CREATE INDEX project_approved ON project (approved, number);
CREATE INDEX project_overall ON project (overall, number);
CREATE INDEX project_shortfall ON project (shortfall, number);

CREATE TABLE source (
	record  TEXT NOT NULL,
	seq     INTEGER NOT NULL,
	field   TEXT NOT NULL,
	place   TEXT NOT NULL, -- in the document
	printed TEXT NOT NULL,
	taken   TEXT NOT NULL,
	why     TEXT NOT NULL,
	assumed INTEGER NOT NULL,
	PRIMARY KEY (record, seq)
) WITHOUT ROWID;

-- A project's amounts by service line, place and year; they add up to the
-- cent. first has bits for the first line (1), place (2) and year (4) of the
-- project, so that distinct projects can be counted by adding up.
CREATE TABLE slice (
	project   INTEGER NOT NULL REFERENCES project,
	line      INTEGER NOT NULL REFERENCES line,
	place     INTEGER NOT NULL REFERENCES place,
	year      INTEGER NOT NULL, -- 0: unknown
	first     INTEGER NOT NULL,
	approved  INTEGER NOT NULL,
	overall   INTEGER NOT NULL,
	shortfall INTEGER NOT NULL,
	PRIMARY KEY (project, line, place, year)
) WITHOUT ROWID;

-- Sums over all slices. n0 to n7 count the slices that have all bits of that
-- number in first; n0 is the number of slices.
CREATE TABLE summary (
	programme INTEGER NOT NULL,
	kind      INTEGER NOT NULL,
	line      INTEGER NOT NULL,
	place     INTEGER NOT NULL,
	year      INTEGER NOT NULL,
	approved  INTEGER NOT NULL,
	overall   INTEGER NOT NULL,
	shortfall INTEGER NOT NULL,
	n0 INTEGER NOT NULL, n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL,
	n4 INTEGER NOT NULL, n5 INTEGER NOT NULL, n6 INTEGER NOT NULL, n7 INTEGER NOT NULL,
	PRIMARY KEY (programme, kind, line, place, year)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
	title, rest, tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3', detail = column
);

CREATE TABLE subprogramme (
	code        TEXT PRIMARY KEY,
	seq         INTEGER NOT NULL,
	label       TEXT NOT NULL,
	requirement INTEGER, -- cents
	shortfall   INTEGER
) WITHOUT ROWID;

CREATE TABLE outcome (
	code         TEXT PRIMARY KEY,
	subprogramme TEXT NOT NULL REFERENCES subprogramme,
	label        TEXT NOT NULL,
	budget       INTEGER -- cents
) WITHOUT ROWID;

CREATE TABLE activity (
	outcome   TEXT NOT NULL REFERENCES outcome,
	seq       INTEGER NOT NULL,
	code      TEXT NOT NULL UNIQUE,
	label     TEXT NOT NULL,
	shortfall INTEGER, -- cents
	PRIMARY KEY (outcome, seq)
) WITHOUT ROWID;

CREATE TABLE activity_part (
	activity  TEXT NOT NULL REFERENCES activity (code),
	seq       INTEGER NOT NULL,
	label     TEXT NOT NULL,
	shortfall INTEGER NOT NULL, -- cents
	printed   TEXT NOT NULL,
	PRIMARY KEY (activity, seq)
) WITHOUT ROWID;

CREATE TABLE published (
	seq        INTEGER PRIMARY KEY,
	id         TEXT NOT NULL UNIQUE,
	place      TEXT NOT NULL, -- in the document
	statement  TEXT NOT NULL,
	printed    TEXT NOT NULL,
	unit       TEXT NOT NULL,
	value      INTEGER NOT NULL, -- cents, or hundredths of a per cent
	rounded_to INTEGER NOT NULL,
	wording    TEXT NOT NULL,
	note       TEXT NOT NULL,
	records    TEXT NOT NULL,
	measure    TEXT NOT NULL,
	query      TEXT NOT NULL,
	codes      TEXT NOT NULL, -- between blanks
	share_of   TEXT NOT NULL,
	why        TEXT NOT NULL
);
