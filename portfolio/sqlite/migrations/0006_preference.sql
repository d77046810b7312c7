-- What a person has chosen in the screens, of this copy alone.
CREATE TABLE preference (
	person TEXT NOT NULL,
	name   TEXT NOT NULL,
	value  TEXT NOT NULL,
	PRIMARY KEY (person, name)
) WITHOUT ROWID;
