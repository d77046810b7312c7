-- Published figures may be ranges, such as 2-3 per year, and numbers of things that the document lists.
ALTER TABLE published ADD COLUMN spread INTEGER NOT NULL DEFAULT 0; -- half of the width of the range, in the unit of value
ALTER TABLE published ADD COLUMN listed TEXT NOT NULL DEFAULT ''; -- one a line
