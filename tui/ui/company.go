package ui

import (
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/access"
	"fieldfolio/tui/draw"
)

// Company is the people who use the portfolio at the same time.
type Company interface {
	// Who returns the sessions, the oldest first, this one among them, and a channel that is closed
	// once somebody comes or leaves, or begins or ends editing a record; nil where nobody else can
	// come. That somebody acts closes nothing.
	Who() (here []access.Present, changed <-chan struct{})
	// Editing says which record is edited in this session; empty: none is.
	Editing(record string)
	// Acted says that the person did something just now.
	Acted()
}

// Recorded is a screen that is about one record.
type Recorded interface {
	Screen
	// Record returns the id of the record, empty if it is new or not known yet, and whether it is edited here.
	Record() (id string, edited bool)
}

// Beside is the other sessions that edit a record. Each screen that is about the record is told.
type Beside struct {
	Record string
	People []access.Present // the oldest first
}

// Sentence says who edits the record, in at most w cells where that is possible: "Ben Okoro (roea) is editing this
// too". too is whether it is edited here as well. It is empty if nobody does.
func (b *Beside) Sentence(m *draw.Measure, too bool, w int) string {
	if len(b.People) == 0 {
		return ""
	}
	who, does := draw.Clean(b.People[0].Person), " is editing this"
	if others := len(b.People) - 1; others > 0 {
		who += " and " + Number(others, "other", "others")
		does = " are editing this"
	}
	if too {
		does += " too"
	}
	long := who + does
	if office := b.People[0].Office; office != "" && len(b.People) == 1 {
		long = who + " (" + draw.Clean(office) + ")" + does
	}
	switch {
	case m.Cells(long) <= w:
		return long
	case m.Cells(who+does) <= w:
		return who + does
	}
	return m.Cut(who, max(w-m.Cells(does), 1)) + does
}

// About has the screen know of others who edit its record. It ignores what is about other records.
func (b *Beside) About(record string, m Beside) {
	if m.Record == record {
		*b = m
	}
}

// BesideTitle puts who else edits a record between the title of a page and what stands at its right, which gives way.
func BesideTitle(f *draw.Frame, title, says, right string) string {
	if says == "" {
		return f.Sides(title, right, f.Width)
	}
	const gap = 3
	left := title + draw.Blanks(gap) + says
	if f.Cells(left)+gap+f.Cells(right) > f.Width {
		right = ""
	}
	return f.Sides(left, right, f.Width)
}

// AwaitBeside waits until others than those seen edit a record, and tells it. session is this one's.
func AwaitBeside(ctx context.Context, c Company, session, record string, seen []access.Present) tea.Cmd {
	return func() tea.Msg {
		others := func(here []access.Present) []access.Present { return othersAt(here, session, record) }
		now, err := await(ctx, c, others, seen)
		if err != nil {
			return nil
		}
		return Beside{record, now}
	}
}

// BesideNow returns who else edits a record at the moment.
func BesideNow(c Company, session, record string) Beside {
	here, _ := c.Who()
	return Beside{record, othersAt(here, session, record)}
}

func othersAt(here []access.Present, session, record string) []access.Present {
	return slices.DeleteFunc(here, func(p access.Present) bool { return p.Editing != record || p.Session == session })
}

// Await waits until the sessions are not those seen, and returns them, the oldest first. It returns the error of ctx
// once that is done.
func Await(ctx context.Context, c Company, seen []access.Present) ([]access.Present, error) {
	return await(ctx, c, func(here []access.Present) []access.Present { return here }, seen)
}

func await(ctx context.Context, c Company, of func([]access.Present) []access.Present,
	seen []access.Present) ([]access.Present, error) {
	for {
		here, changed := c.Who()
		if now := of(here); !slices.EqualFunc(now, seen, alike) {
			return now, nil
		}
		if changed == nil {
			return nil, errAlone
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// errAlone says that nobody else ever comes.
var errAlone = errors.New("nobody else can be here")

// alike reports whether two sessions differ at most in when their person acted.
func alike(a, b access.Present) bool {
	a.Acted = b.Acted
	return a == b
}
