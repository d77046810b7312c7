package sqlite

import (
	"context"
	"database/sql"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// Absent returns the id of a record that is not in the portfolio but that changes here
// are of, by that id or by the number that a change gave it, and why it is not there:
// it is a new project that headquarters holds or has rejected, this office has left the
// headquarters from which it came, or it has not come yet. The id is empty if there is no
// such record.
func (s *Store) Absent(ctx context.Context, name string) (id, why string, err error) {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return "", "", err
	}
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		id, why = w.absent(strings.TrimSpace(name))
		return w.close()
	})
	return id, why, err
}

func (w *writer) absent(name string) (id, why string) {
	record, exact := strings.CutPrefix(name, portfolio.IDPrefix)
	plain := portfolio.PlainNumber(name)
	names := func(c *portfolio.Change) bool {
		number, numbered := c.Setting(portfolio.FieldNumber)
		return !exact && plain != "" && numbered && portfolio.PlainNumber(number.Value) == plain || c.Target() == record
	}
	if id, j := w.unaccepted(names); id != "" {
		if j.Ruling == portfolio.Held {
			return id, "is new and waits for a coordinator: " + strings.Join(j.Reasons(), ", ")
		}
		return id, "is a new project that was " + j.Sentence()
	}
	for _, l := range w.leftChanges(provenance.HistorySpec{}) {
		if target := l.change.Target(); names(&l.change) && !w.isHere(target) {
			return target, "is not here: it came from headquarters " + l.headquarters + ", which this office has left"
		}
	}
	if _, known := w.find(record); known && !w.isHere(record) {
		return record, "is not here, only changes that wait for it"
	}
	return "", ""
}

// unaccepted returns the id of the latest new project that headquarters holds or has
// rejected, of those whose creation is named, and the ruling.
func (w *writer) unaccepted(named func(*portfolio.Change) bool) (id string, j portfolio.Judgement) {
	var latest portfolio.ID
	w.each("SELECT "+changeColumns+` JOIN ruled x ON x.n = c.n AND x.author = c.author AND x.hash = c.hash
		WHERE r.kind = 'project'`+newestFirst, nil, func(rows *sql.Rows) error {
		var c portfolio.Change
		if err := scanChange(rows, &c); err != nil {
			return err
		}
		if id == "" && c.Creates == portfolio.ProjectRecord && named(&c) {
			id, latest = c.Target(), c.ID
		}
		return nil
	})
	if id == "" {
		return "", j
	}
	return id, w.judgement(latest)
}

// isHere reports whether a record is here, and not only changes of it.
func (w *writer) isHere(name string) bool {
	row, known := w.find(name)
	return known && row.kind != ""
}

// notHere returns the error for a record that is not in the portfolio but that changes
// here are of, nil if there is none.
func (s *Store) notHere(ctx context.Context, name string) error {
	id, why, err := s.Absent(ctx, name)
	if err != nil || id == "" {
		return err
	}
	return &fault.Invalid{Field: "record", Value: name, Why: why, Action: fault.ShowHistory, Of: name}
}
