-- A slice has NULL where the project's amount is unknown, or is divided among
-- other places or years: what is not published is not zero. Bit m of first is
-- set if no earlier slice of the project has the same codes in the dimensions
-- outside the set m. summary counts the slices with an amount beside each sum.
-- Both are derived again after this, and the new figures compared with those
-- here, which are as they were; they stay in a database that is damaged.
ALTER TABLE slice RENAME TO former_slice;
CREATE TABLE slice (
	project   INTEGER NOT NULL REFERENCES project,
	line      INTEGER NOT NULL REFERENCES line,
	place     INTEGER NOT NULL REFERENCES place,
	year      INTEGER NOT NULL, -- 0: unknown
	first     INTEGER NOT NULL,
	approved  INTEGER, -- cents
	overall   INTEGER,
	shortfall INTEGER,
	PRIMARY KEY (project, line, place, year)
) WITHOUT ROWID;

INSERT INTO slice SELECT project, line, place, year, 1 + 2 * (first & 1 = 1) + 4 * (first & 2 = 2) + 8 * (first & 3 = 3)
	+ 16 * (first & 4 = 4) + 32 * (first & 5 = 5) + 64 * (first & 6 = 6) + 128 * (first & 7 = 7),
	approved, overall, shortfall FROM former_slice;
DROP TABLE former_slice;

ALTER TABLE summary RENAME TO former_summary;
CREATE TABLE summary (
	programme INTEGER NOT NULL,
	kind      INTEGER NOT NULL,
	line      INTEGER NOT NULL,
	place     INTEGER NOT NULL,
	year      INTEGER NOT NULL,
	approved  INTEGER NOT NULL, -- cents
	overall   INTEGER NOT NULL,
	shortfall INTEGER NOT NULL,
	approved_known  INTEGER NOT NULL, -- slices
	overall_known   INTEGER NOT NULL,
	shortfall_known INTEGER NOT NULL,
	n0 INTEGER NOT NULL, n1 INTEGER NOT NULL, n2 INTEGER NOT NULL, n3 INTEGER NOT NULL, -- projects
	n4 INTEGER NOT NULL, n5 INTEGER NOT NULL, n6 INTEGER NOT NULL, n7 INTEGER NOT NULL,
	PRIMARY KEY (programme, kind, line, place, year)
) WITHOUT ROWID;
INSERT INTO summary SELECT programme, kind, line, place, year, approved, overall, shortfall, n0, n0, n0,
	n0, n1, n2, n3, n4, n5, n6, n7 FROM former_summary;
DROP TABLE former_summary;

-- What an upgrade changed in the figures, for people to read.
CREATE TABLE revision (
	id   INTEGER PRIMARY KEY,
	day  INTEGER NOT NULL, -- yyyymmdd
	text TEXT NOT NULL -- a sentence a line
);

-- Published figures may be ranges, such as 2-3 per year, and numbers of things that the document lists.
ALTER TABLE published ADD COLUMN spread INTEGER NOT NULL DEFAULT 0; -- half of the width of the range, in the unit of value
ALTER TABLE published ADD COLUMN listed TEXT NOT NULL DEFAULT ''; -- the place of the list, then what it lists, one a line

-- Places lie within others, and priority activities name some; so far none is known.
ALTER TABLE place ADD COLUMN within TEXT NOT NULL DEFAULT ''; -- code
ALTER TABLE base_activity ADD COLUMN places TEXT NOT NULL DEFAULT ''; -- codes between blanks
ALTER TABLE activity ADD COLUMN places TEXT NOT NULL DEFAULT '';

-- The day of the document stands apart from the reference date, which an office
-- may set to another day, or to today.
INSERT INTO setting SELECT 'document_date', value FROM setting WHERE name = 'reference_date';
