package history

import (
	"testing"

	"fieldfolio/portfolio/provenance"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// hosted makes the screens of this package over a portfolio in memory.
type hosted struct{ *uitest.Stage }

func (s hosted) change(of []provenance.Entry) ui.Screen { return NewChange(s.Editor, of, s.Frame) }

func (s hosted) history(record, name string) ui.Screen {
	return New(Config{Editor: s.Editor, Change: s.change, Of: s.history, Step: s.step, Record: record, Name: name}, s.Frame)
}

func (s hosted) step(step, name string) ui.Screen {
	return New(Config{Editor: s.Editor, Change: s.change, Of: s.history, Step: s.step, OfStep: step, Name: name}, s.Frame)
}

func (s hosted) conflicts() ui.Screen {
	open := func(record, field string) ui.Screen { return NewConflict(s.Editor, record, field, s.Frame) }
	project := func(at ui.Place) ui.Screen { return s.Page("Project " + at.Number) }
	return NewConflicts(s.Editor, open, project, s.Frame)
}

// shown shows every change of every record.
func shown(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := hosted{uitest.NewStage(src)}
	return s.Drive(t, func() ui.Screen { return s.history("", "") }, w, h).Settle()
}

// ofRecord shows the history of the project ABCX12.
func ofRecord(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := hosted{uitest.NewStage(src)}
	record := func() ui.Screen { return s.history(uitest.SampleID, src.RecordOf(uitest.SampleID).Name()) }
	return s.Drive(t, s.Behind(record), w, h).Settle().Press("enter")
}

// conflicting shows the list of conflicts.
func conflicting(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := hosted{uitest.NewStage(src)}
	return s.Drive(t, s.Behind(s.conflicts), w, h).Settle().Press("enter")
}
