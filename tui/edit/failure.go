package edit

import (
	"errors"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// Failure is ui.Failure for what was typed into the fields of a kind of records: it calls them by their labels.
func Failure(tried string, kind portfolio.RecordKind, err error) ui.Notice {
	return ui.Failure(tried, renamed(err, func(field string) string { return provenance.InSentence(kind, field) }))
}

// Withdrawn says who withdrew a record into which a person types, which cannot be saved; false if it is not withdrawn.
func Withdrawn(r *portfolio.Record) (ui.Notice, bool) {
	if r == nil || !r.Withdrawn() {
		return ui.Notice{}, false
	}
	n := ui.Failure("", r.WithdrawnFault())
	n.Hint = "your text is kept; " + n.Hint
	return n, true
}

// Reason is Failure without the field, for a place beside its label.
func Reason(err error) ui.Notice {
	n := ui.Failure("", renamed(err, func(string) string { return "" }))
	n.Text = strings.TrimSpace(n.Text)
	return n
}

// renamed returns an error about a field, with another name of that. Errors of another form stay as they are.
func renamed(err error, to func(field string) string) error {
	faults := fault.Faults{err}
	errors.As(err, &faults)
	if len(faults) != 1 {
		return err
	}
	in, ok := faults[0].(*fault.Invalid) //nolint:errorlint // a wrapped one has more words
	if !ok {
		return err
	}
	named := *in
	named.Field = to(in.Field)
	return &named
}

// longestQuoted is the number of cells of a value in the notice about a concurrent change.
const longestQuoted = 24

// Late says who has changed a field since a person began to type into it, and to what. again is the key with which
// the text replaces that; empty if the person has not tried to save it yet. theirs is the key that takes what the other
// person set.
func (b *Drafts) Late(r *portfolio.Record, e *portfolio.Overtaken, face *draw.Frame, again, theirs string) ui.Notice {
	quoted := func(v portfolio.FieldValue) portfolio.Value {
		of := ValueOf(r.Kind, e.Field, v)
		return portfolio.Signed(face.Cut(draw.ShownText(of), longestQuoted), draw.SpokenText(of))
	}
	text, _ := b.Text(portfolio.Together(e.Field)[0])
	yours, err := r.ReadField(face.Cat, e.Field, text)
	if err != nil {
		yours = portfolio.FieldValue{Text: text, Known: text != ""}
	}
	n := ui.NoticeOf(portfolio.Say("%s set %s; yours is %s", draw.Clean(e.By.Person), quoted(e.Value), quoted(yours)))
	n.Bad, n.Hint = true, theirs+" takes theirs"
	if again != "" {
		n.Hint = again + " again sets yours, " + n.Hint
	}
	return n
}
