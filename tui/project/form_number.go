package project

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/tui/ui"
)

// numberCheck finds out whether another project has the number that is typed, once its field is left: only the database
// knows.
type numberCheck struct {
	asked ui.Requests
	taken error // of a text of the field; nil if none was found to be taken
	text  string
}

// checkNumber asks for a project with the number that was typed, when its field is left.
func (f *form) checkNumber(l *formLine) tea.Cmd {
	if l == nil {
		return nil
	}
	text := l.Field.String()
	if l.Spec.Name != portfolio.FieldNumber || l.fault != nil || text == l.was || text == "" {
		return nil
	}
	if text == f.number.text {
		l.fault = f.number.taken
		return nil
	}
	src, own := f.editor.Src, f.record.ID
	return ui.AskThen(f.number.asked.Next(), func(ctx context.Context) (error, error) {
		r, err := src.Record(ctx, text)
		if err != nil || r.ID == own || r.Kind != portfolio.ProjectRecord || r.Withdrawn() {
			return nil, nil //nolint:nilerr // saving tells what else is wrong
		}
		return portfolio.NumberTaken(text, r.Value(portfolio.FieldTitle).Text), nil
	}, func(taken, _ error) tea.Cmd {
		f.number.text, f.number.taken = text, taken
		if l := f.find(portfolio.FieldNumber); l != nil && l.Field.String() == text && l.fault == nil {
			l.fault = taken
			f.keep()
		}
		return nil
	})
}

// alsoTaken adds to faults that another project has the number, if that is known.
func (f *form) alsoTaken(err error) error {
	l := f.find(portfolio.FieldNumber)
	if f.number.taken == nil || l == nil || l.Field.String() != f.number.text {
		return err
	}
	faults := fault.Faults{err}
	errors.As(err, &faults)
	return append(fault.Faults{f.number.taken}, faults...)
}

// find returns the line of a field, nil if there is none.
func (f *form) find(field string) *formLine {
	for i := range f.lines {
		if f.lines[i].Spec.Name == field {
			return &f.lines[i]
		}
	}
	return nil
}
