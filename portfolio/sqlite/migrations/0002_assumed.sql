-- Few days are assumed; breakdowns by year and by status say how many projects
-- rest on them.
CREATE INDEX project_assumed ON project (assumed) WHERE assumed <> 0;
