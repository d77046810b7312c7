-- Expenditure is searched, sorted and added up: it has columns of its own, as have
-- the amounts and the rate that follow from it. These are derived again after this.
ALTER TABLE project ADD COLUMN rated INTEGER; -- cents
ALTER TABLE project ADD COLUMN against INTEGER;
ALTER TABLE project ADD COLUMN spent INTEGER;
ALTER TABLE project ADD COLUMN rate INTEGER; -- hundredths of a per cent
UPDATE project SET spent = more ->> '$.spent', more = nullif(json_remove(more, '$.spent'), '{}') WHERE more ->> '$.spent' IS NOT NULL;
CREATE INDEX project_spent ON project (spent, number);
CREATE INDEX project_rate ON project (rate, number);
ALTER TABLE withdrawn ADD COLUMN rated INTEGER;
ALTER TABLE withdrawn ADD COLUMN against INTEGER;
ALTER TABLE withdrawn ADD COLUMN spent INTEGER;
ALTER TABLE withdrawn ADD COLUMN rate INTEGER;
UPDATE withdrawn SET spent = more ->> '$.spent', more = nullif(json_remove(more, '$.spent'), '{}') WHERE more ->> '$.spent' IS NOT NULL;
ALTER TABLE base_project ADD COLUMN rated INTEGER;
ALTER TABLE base_project ADD COLUMN against INTEGER;
ALTER TABLE base_project ADD COLUMN spent INTEGER;
ALTER TABLE base_project ADD COLUMN rate INTEGER;
UPDATE base_project SET spent = more ->> '$.spent', more = nullif(json_remove(more, '$.spent'), '{}') WHERE more ->> '$.spent' IS NOT NULL;

ALTER TABLE slice ADD COLUMN spent INTEGER;
ALTER TABLE slice ADD COLUMN rated INTEGER;
ALTER TABLE slice ADD COLUMN against INTEGER;

ALTER TABLE summary ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE summary ADD COLUMN rated INTEGER NOT NULL DEFAULT 0;
ALTER TABLE summary ADD COLUMN against INTEGER NOT NULL DEFAULT 0;
ALTER TABLE summary ADD COLUMN spent_known INTEGER NOT NULL DEFAULT 0;
ALTER TABLE summary ADD COLUMN rated_known INTEGER NOT NULL DEFAULT 0;
ALTER TABLE summary ADD COLUMN against_known INTEGER NOT NULL DEFAULT 0;
