-- The numbers that several projects have, noted when projects are written: looking
-- for them would read all. Triggers note them also for a program of an earlier
-- version that has the file open while this one upgrades it.
CREATE TABLE same_number (
	plain TEXT PRIMARY KEY -- as in project
) WITHOUT ROWID;
INSERT INTO same_number SELECT plain FROM project GROUP BY plain HAVING count(*) > 1;

CREATE TRIGGER project_inserted AFTER INSERT ON project
	WHEN EXISTS (SELECT 1 FROM project WHERE plain = new.plain AND id <> new.id)
BEGIN
	INSERT OR IGNORE INTO same_number VALUES (new.plain);
END;

CREATE TRIGGER project_deleted AFTER DELETE ON project
	WHEN (SELECT count(*) FROM project WHERE plain = old.plain) < 2
BEGIN
	DELETE FROM same_number WHERE plain = old.plain;
END;

CREATE TRIGGER project_renumbered AFTER UPDATE OF plain ON project
BEGIN
	DELETE FROM same_number WHERE plain = old.plain AND (SELECT count(*) FROM project WHERE plain = old.plain) < 2;
	INSERT OR IGNORE INTO same_number SELECT new.plain
		WHERE EXISTS (SELECT 1 FROM project WHERE plain = new.plain AND id <> new.id);
END;
