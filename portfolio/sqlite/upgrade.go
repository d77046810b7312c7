package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/report/revision"
	"fieldfolio/portfolio/sqlite/dbfile"
)

// An Option says how to open a database.
type Option func(*upgrade)

// Progress is called with the number of records that have been derived again,
// every thousand records and at the end.
type Progress func(done, all int64)

// Edition is the programme document as a release has it.
type Edition struct {
	Name string // identifies the content
	Read func() (*portfolio.Document, error)
}

// WithProgress tells of an upgrade, which can take minutes.
func WithProgress(told Progress) Option { return func(u *upgrade) { u.told = told } }

// WithDocument gives a database of the same document this edition of it.
func WithDocument(of Edition) Option { return func(u *upgrade) { u.document = of } }

// WithProgram names this release, such as 1.1. Older ones, which cannot open the
// database, name it to people.
func WithProgram(release string) Option { return func(u *upgrade) { u.program = release } }

// WithNotice tells what a person has to know about the file, in a sentence.
func WithNotice(told func(sentence string)) Option { return func(u *upgrade) { u.notice = told } }

// withoutCopy opens a database of an earlier version without keeping a copy.
func withoutCopy(u *upgrade) { u.discards = true }

// upgrade is what a release with other rules or another edition of the document
// does with a database.
type upgrade struct {
	from     int // version of the schema before
	document Edition
	told     Progress
	program  string // this release
	notice   func(sentence string)
	discards bool // the file is a copy itself, or is to be replaced: none of it is kept
}

func newUpgrade(from int, options []Option) *upgrade {
	u := &upgrade{from: from}
	for _, o := range options {
		o(u)
	}
	return u
}

// settle renames what was left beside a file and belongs to another one.
func (u *upgrade) settle(ctx context.Context, path string) error {
	file, err := dbfile.Resolve(path)
	if err != nil {
		return err
	}
	left, err := dbfile.Settle(ctx, file, logFits)
	if u.notice != nil {
		for _, l := range left {
			u.notice(fmt.Sprintf("%s is not of the file that is at %s now; it is kept as %s", l.Path, path, l.Kept))
		}
	}
	return err
}

// derivation is the version of how data is derived from a record, apart from
// its fields, such as the split of amounts. A release that changes it adds 1,
// and databases derive everything again.
const derivation = 3

// currentRules is the version from which figures follow the current rules, see
// report.TakeFigures.
const currentRules = 8

// The digests of what the content of a database rests on.
const (
	fieldsDigest   = "fields"   // the fields from which everything was derived
	documentDigest = "document" // the edition of the document that was considered last
)

func currentFields() []byte {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d\n%s", derivation, portfolio.FieldDigest()))
	return sum[:]
}

// due reports whether the database was written by a release with other rules,
// or another edition of the document.
func (s *Store) due(ctx context.Context, u *upgrade) (bool, error) {
	fields, err := s.digest(ctx, fieldsDigest)
	if err != nil || !bytes.Equal(fields, currentFields()) {
		return true, err
	}
	document, err := s.digest(ctx, documentDigest)
	return u.document.Name != "" && string(document) != u.document.Name, err
}

// upgrade brings a database up to date that another release has written, all or
// nothing. The document's tables are replaced by this edition of the document,
// everything is derived again, and what that changes in the figures is kept for
// people to read, see Revisions. On a damaged base or log it does nothing; Check
// reports the damage.
//
// A corrected edition replaces the base instead of adding changes by an office
// of its own. Such changes would make a conflict with every earlier edit of the
// same field, could not correct sources and published figures, and offices with
// an earlier release would refuse the mails that carry them. Replaced, the base
// stays below all changes: what an office has set remains, and copies with the
// same changes and the same release are equal.
func (s *Store) upgrade(ctx context.Context, u *upgrade) error {
	if due, err := s.due(ctx, u); err != nil || !due {
		return err
	}
	return s.update(ctx, manage, func(tx *sql.Tx) error {
		x := s.within(tx)
		if due, err := x.due(ctx, u); err != nil || !due { // done by another process meanwhile
			return err
		}
		if faults, err := x.faults(ctx, []check{x.checkBase, x.checkLog}); err != nil || len(faults) > 0 {
			return err
		}
		return x.renew(ctx, tx, u)
	})
}

// renew replaces the base, derives everything again, and keeps what that
// changes in the figures.
func (s *Store) renew(ctx context.Context, tx *sql.Tx, u *upgrade) error {
	take := revision.TakeFigures
	if u.from < currentRules {
		take = revision.TakeFormerFigures
	}
	before, err := take(ctx, s)
	if err != nil {
		return err
	}
	if err := s.replaceBase(ctx, tx, u.document); err != nil {
		return err
	}
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	if err := rebuild(ctx, tx, cat, u.told); err != nil {
		return err
	}
	if err := writeDigest(ctx, tx, fieldsDigest, currentFields()); err != nil {
		return err
	}
	after, err := revision.TakeFigures(ctx, s)
	if err != nil {
		return err
	}
	return keepRevision(ctx, tx, portfolio.DateOf(s.now()), revision.Revised(before, after, cat))
}

// replaceBase writes an edition of the document in place of another one. The
// base of any other portfolio stays as it is.
func (s *Store) replaceBase(ctx context.Context, tx *sql.Tx, of Edition) error {
	kept, err := s.digest(ctx, documentDigest)
	if err != nil || of.Name == "" || string(kept) == of.Name {
		return err
	}
	doc, err := of.Read()
	if err != nil {
		return fmt.Errorf("read the document: %w", err)
	}
	same, err := s.isOf(ctx, doc)
	if err != nil {
		return err
	}
	if !same {
		return writeDigest(ctx, tx, documentDigest, []byte(of.Name))
	}
	w := newWriter(ctx, tx, &doc.Catalogue)
	w.exec("PRAGMA defer_foreign_keys = 1")
	for _, table := range baseTables {
		w.exec("DELETE FROM " + table)
	}
	w.base(doc)
	if err := w.close(); err != nil {
		return err
	}
	return writeBaseDigests(ctx, tx, of.Name)
}

// isOf reports whether the base is an edition of a document: it has projects,
// and every record of the base is one of the document.
func (s *Store) isOf(ctx context.Context, doc *portfolio.Document) (bool, error) {
	records := map[string]bool{}
	for i := range doc.Projects {
		records[doc.Projects[i].ID] = true
	}
	for _, sp := range doc.SubProgrammes {
		records[sp.Record()] = true
		for _, o := range sp.Outcomes {
			records[o.Record()] = true
			for _, a := range o.Activities {
				records[a.Record()] = true
			}
		}
	}
	projects, others := 0, 0
	err := s.scan(ctx, `SELECT 1, record FROM base_project UNION ALL SELECT 0, 'subprogramme:' || code FROM base_subprogramme
		UNION ALL SELECT 0, 'outcome:' || code FROM base_outcome UNION ALL SELECT 0, 'activity:' || code FROM base_activity`,
		nil, func(rows *sql.Rows) error {
			var project int
			var record string
			err := rows.Scan(&project, &record)
			projects += project
			if !records[record] {
				others++
			}
			return err
		})
	return projects > 0 && others == 0, err
}

// counting returns a function that counts a record and reports progress, unless
// told is nil.
func (w *writer) counting(told Progress) func() {
	if told == nil {
		return func() {}
	}
	var done, all int64
	w.row("SELECT count(*) FROM record", nil, &all)
	return func() {
		if done++; done%batch == 0 || done == all {
			told(done, all)
		}
	}
}
