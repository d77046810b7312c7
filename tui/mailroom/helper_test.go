package mailroom

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/tui/history"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
	"fieldfolio/tui/uitest"
)

// hosted makes the screens of this package over a portfolio in memory.
type hosted struct{ *uitest.Stage }

func (s hosted) offices() ui.Screen {
	o := Opens{Link: s.link, Mails: s.mails, Judged: s.judged, Refused: s.refused,
		Conflict: func(record, field string) ui.Screen { return history.NewConflict(s.Editor, record, field, s.Frame) },
		Report:   func(title string, lines []string) ui.Screen { return sheet.NewText(title, lines, s.Frame) },
		Paste:    func(take func(string) tea.Cmd) ui.Screen { return NewPaste(take, s.Frame) }}
	return New(s.Editor, s.Src.Ex, o, s.Frame)
}

func (s hosted) link(of OfficeRow, st *ui.MailroomStatus) ui.Screen {
	l := NewLink(s.Ctx, s.Src.Ex, of, st, s.Frame)
	l.Mails = s.mails
	return l
}

func (s hosted) mails(offices []string, sending bool) ui.Screen {
	return NewMails(s.Editor, s.Src.Ex, offices, sending, s.Frame)
}

func (s hosted) judged(of exchange.HeldChange, st *ui.MailroomStatus) ui.Screen {
	return NewJudged(s.Editor, s.Src.Ex, of, st, s.Frame)
}

func (s hosted) refused(of ui.RefusedMail) ui.Screen {
	return NewRefused(s.Editor, s.Src.Ex, of, s.Frame)
}

// shown shows the view Sync.
func shown(t testing.TB, src *uitest.Memory, w, h int) *uitest.Driver {
	t.Helper()
	s := hosted{uitest.NewStage(src)}
	return s.Drive(t, s.offices, w, h).Settle()
}
