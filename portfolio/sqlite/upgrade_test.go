package sqlite_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/sqlite"
)

// toVersion6 gives the tables of projects the columns that they had before
// version 7.
var toVersion6 = func() string {
	var b strings.Builder
	for _, table := range []string{"project", "withdrawn", "base_project"} {
		b.WriteString(strings.ReplaceAll(`
			ALTER TABLE TABLE_ ADD COLUMN spent INTEGER; ALTER TABLE TABLE_ ADD COLUMN spent_on INTEGER;
			UPDATE TABLE_ SET spent = more ->> '$.spent', spent_on = more ->> '$.spent_on';
			ALTER TABLE TABLE_ DROP COLUMN more;`, "TABLE_", table))
	}
	return toVersion7 + b.String()
}()

// toVersion11 takes back what version 12 added: logins, the audit trail and drafts of each session.
const toVersion11 = `DROP TABLE login_key; DROP TABLE login; DROP TABLE audit; ALTER TABLE draft RENAME TO draft_of;
	CREATE TABLE draft (person TEXT NOT NULL, record TEXT NOT NULL, creates TEXT NOT NULL, fields TEXT NOT NULL,
		seen TEXT NOT NULL, saved INTEGER NOT NULL, PRIMARY KEY (person, record)) WITHOUT ROWID;
	INSERT OR REPLACE INTO draft SELECT person, record, creates, fields, seen, saved FROM draft_of; DROP TABLE draft_of; `

// toVersion10 takes back what versions 11 and 12 added: expenditure goes back to the one
// column for several fields.
const toVersion10 = toVersion11 + `DROP INDEX IF EXISTS project_spent; DROP INDEX IF EXISTS project_rate;
	UPDATE project SET more = json_set(coalesce(more, '{}'), '$.spent', spent) WHERE spent IS NOT NULL;
	UPDATE withdrawn SET more = json_set(coalesce(more, '{}'), '$.spent', spent) WHERE spent IS NOT NULL;
	ALTER TABLE project DROP COLUMN rated; ALTER TABLE project DROP COLUMN against; ALTER TABLE project DROP COLUMN spent; ALTER TABLE project DROP COLUMN rate;
	ALTER TABLE withdrawn DROP COLUMN rated; ALTER TABLE withdrawn DROP COLUMN against; ALTER TABLE withdrawn DROP COLUMN spent; ALTER TABLE withdrawn DROP COLUMN rate;
	ALTER TABLE base_project DROP COLUMN rated; ALTER TABLE base_project DROP COLUMN against; ALTER TABLE base_project DROP COLUMN spent; ALTER TABLE base_project DROP COLUMN rate;
	ALTER TABLE slice DROP COLUMN spent; ALTER TABLE slice DROP COLUMN rated; ALTER TABLE slice DROP COLUMN against;
	ALTER TABLE summary DROP COLUMN spent; ALTER TABLE summary DROP COLUMN rated; ALTER TABLE summary DROP COLUMN against;
	ALTER TABLE summary DROP COLUMN spent_known; ALTER TABLE summary DROP COLUMN rated_known; ALTER TABLE summary DROP COLUMN against_known; `

// toVersion9 takes back what versions 10 to 12 added.
const toVersion9 = toVersion10 + `DROP TRIGGER project_inserted; DROP TRIGGER project_deleted; DROP TRIGGER project_renumbered; DROP TABLE same_number; `

// toVersion8 takes back what versions 9 to 12 added.
const toVersion8 = toVersion9 + `DROP TABLE upgrade; DROP TABLE left_change; DROP TABLE aside; DROP TABLE register_change; DROP TABLE unjudged; DROP TABLE ruled; DROP INDEX IF EXISTS link_office;
	DROP TABLE clock; ALTER TABLE receipt DROP COLUMN login; ALTER TABLE receipt DROP COLUMN corrects; DROP TABLE mark; DROP TABLE dismissed; `

// toVersion7 takes back what versions 8 to 12 added.
const toVersion7 = toVersion8 + `DELETE FROM setting WHERE name = 'document_date'; DROP TABLE revision;
	ALTER TABLE published DROP COLUMN spread; ALTER TABLE published DROP COLUMN listed;
	ALTER TABLE place DROP COLUMN within; ALTER TABLE activity DROP COLUMN places; ALTER TABLE base_activity DROP COLUMN places; `

// spentIn2011 sets two fields that have no column of their own.
func spentIn2011(t *testing.T, s *sqlite.Store) {
	t.Helper()
	fields := []portfolio.Setting{set("spent", "250000.50"), set("spent_on", "2011-06-30")}
	change(t, s, portfolio.Edit{Record: "MLIU58", Fields: fields})
}

// spentShown fails unless a project of a database has what spentIn2011 set.
func spentShown(t *testing.T, s *sqlite.Store) {
	t.Helper()
	p, err := s.Project(context.Background(), "MLIU58")
	if err != nil || p.Amounts.Spent != portfolio.Known(25_000_050) || p.SpentOn != 20110630 {
		t.Errorf("spent %+v on %v, %v", p.Amounts.Spent, p.SpentOn, err)
	}
	sound(t, s)
}

// backup returns a copy of a database that nobody has open.
func backup(t *testing.T, s *sqlite.Store) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(context.Background(), file); err != nil {
		t.Fatal(err)
	}
	return file
}

func reopen(t *testing.T, file string, options ...sqlite.Option) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(context.Background(), file, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// TestFieldsWithoutColumn brings a database of version 6 up to date: what its
// columns held is in the one column for all, and the base still fits its hashes.
func TestFieldsWithoutColumn(t *testing.T) {
	s := open(t, document(t))
	spentIn2011(t, s)
	file := backup(t, s)
	execute(t, file, toVersion6+"PRAGMA user_version = 6; DELETE FROM digest WHERE name = 'fields'")
	if err := sqlite.RehashBase(file); err != nil {
		t.Fatal(err)
	}
	spentShown(t, reopen(t, file))
}

// TestUpgradeDerivesAgain opens a database as a release left it that kept a
// change without knowing its fields: their values appear, once, and with
// progress.
func TestUpgradeDerivesAgain(t *testing.T) {
	s := open(t, document(t))
	spentIn2011(t, s)
	file := backup(t, s)
	execute(t, file, "UPDATE project SET more = NULL; UPDATE digest SET hash = x'00' WHERE name = 'fields'")
	var done, all int64
	tell := sqlite.WithProgress(func(d, a int64) { done, all = d, a })
	spentShown(t, reopen(t, file, tell))
	if done == 0 || done != all {
		t.Errorf("told of %d of %d records", done, all)
	}
	done = 0
	spentShown(t, reopen(t, file, tell))
	if done != 0 {
		t.Error("derived a second time")
	}
}

// TestUpgradeOfDamaged opens a database whose log is damaged without building
// anything on it: check tells of the damage.
func TestUpgradeOfDamaged(t *testing.T) {
	s := open(t, document(t))
	spentIn2011(t, s)
	file := backup(t, s)
	execute(t, file, "UPDATE change SET hash = 'zzzz'; UPDATE digest SET hash = x'00' WHERE name = 'fields'")
	faults, err := reopen(t, file).Check(context.Background())
	if err != nil || len(faults) == 0 || !strings.Contains(faults[0].Where, "change") {
		t.Error(faults, err)
	}
}
