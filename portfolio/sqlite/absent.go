package sqlite

import (
	"context"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
)

// Absent returns the id of a record that is not here but that changes here are
// of, by that id or by the number that a change gave it, and the code of the
// headquarters from which it came and that this office has left; empty if it has
// not come yet. The id is empty if there is no such record.
func (s *Store) Absent(ctx context.Context, name string) (id, left string, err error) {
	cat, err := s.Catalogue(ctx)
	if err != nil {
		return "", "", err
	}
	err = s.read(ctx, func(tx queryer) error {
		w := newWriter(ctx, tx, cat)
		id, left = w.absent(strings.TrimSpace(name))
		return w.close()
	})
	return id, left, err
}

func (w *writer) absent(name string) (id, left string) {
	record, exact := strings.CutPrefix(name, portfolio.IDPrefix)
	plain := portfolio.PlainNumber(name)
	for _, l := range w.leftChanges(provenance.HistorySpec{}) {
		target := l.change.Target()
		number, numbered := l.change.Setting(portfolio.FieldNumber)
		named := !exact && plain != "" && numbered && portfolio.PlainNumber(number.Value) == plain
		if (named || target == record) && !w.isHere(target) {
			return target, l.headquarters
		}
	}
	if _, known := w.find(record); known && !w.isHere(record) {
		return record, ""
	}
	return "", ""
}

// isHere reports whether a record is here, and not only changes of it.
func (w *writer) isHere(name string) bool {
	row, known := w.find(name)
	return known && row.kind != ""
}

// notHere returns the error for a record that is not here but that changes here
// are of, nil if there is none.
func (s *Store) notHere(ctx context.Context, name string) error {
	id, left, err := s.Absent(ctx, name)
	if err != nil || id == "" {
		return err
	}
	why := "is not here, only changes that wait for it"
	if left != "" {
		why = "is not here: it came from headquarters " + left + ", which this office has left"
	}
	return &fault.Invalid{Field: "record", Value: name, Why: why, Action: fault.ShowHistory, Of: name}
}
