-- What an upgrade changed in the figures, for people to read.
CREATE TABLE revision (
	id   INTEGER PRIMARY KEY,
	day  INTEGER NOT NULL, -- yyyymmdd
	text TEXT NOT NULL -- a sentence a line
);
