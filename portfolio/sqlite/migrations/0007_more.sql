-- Fields of projects that need no index stand in one column, as a JSON object of
-- those that are known; NULL if none is. A further field needs no migration.
ALTER TABLE project ADD COLUMN more TEXT;
UPDATE project SET more = json_patch('{}', json_object('spent', spent, 'spent_on', spent_on)) WHERE spent IS NOT NULL OR spent_on IS NOT NULL;
ALTER TABLE project DROP COLUMN spent;
ALTER TABLE project DROP COLUMN spent_on;

ALTER TABLE withdrawn ADD COLUMN more TEXT;
UPDATE withdrawn SET more = json_patch('{}', json_object('spent', spent, 'spent_on', spent_on)) WHERE spent IS NOT NULL OR spent_on IS NOT NULL;
ALTER TABLE withdrawn DROP COLUMN spent;
ALTER TABLE withdrawn DROP COLUMN spent_on;

ALTER TABLE base_project ADD COLUMN more TEXT;
UPDATE base_project SET more = json_patch('{}', json_object('spent', spent, 'spent_on', spent_on)) WHERE spent IS NOT NULL OR spent_on IS NOT NULL;
ALTER TABLE base_project DROP COLUMN spent;
ALTER TABLE base_project DROP COLUMN spent_on;
