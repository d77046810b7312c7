-- The day of the document stands apart from the reference date, which an office
-- may set to another day, or to today.
INSERT INTO setting SELECT 'document_date', value FROM setting WHERE name = 'reference_date';
