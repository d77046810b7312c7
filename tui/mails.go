package tui

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// mails shows the mails that would go, readable, before they go.
type mails struct {
	pager
	desk    *desk
	ex      postOffice
	offices []string // nil for all that are owed something
	sending bool     // enter sends
	loading
	doing requests

	all   []OutMail
	at    int // the mail that is shown
	drawn drawnText
}

// drawnText is a text as it was drawn last: mails are long, and wrapped once
// for each width.
type drawnText struct {
	lines     []string
	at, width int
}

func newMails(d *desk, ex postOffice, offices []string, sending bool, f face) *mails {
	m := &mails{desk: d, ex: ex, offices: offices, sending: sending, doing: requests{base: d.ctx},
		loading: newLoading(d.ctx, "Composing…", "The mail could not be composed")}
	m.pager = pager{face: f, text: m.lines, above: 1}
	return m
}

// Init asks for the mails.
func (m *mails) Init() tea.Cmd {
	ex, offices := m.ex, m.offices
	return ask(m.asked.next(), func(ctx context.Context) ([]OutMail, error) { return ex.Mails(ctx, offices) })
}

// Update takes sizes and answers.
func (m *mails) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg)
	case answer[[]OutMail]:
		if all, ok := msg.to(&m.loading); ok {
			m.drawn, m.all, m.at = drawnText{}, all, min(m.at, max(len(all)-1, 0))
		}
	case answer[saved]:
		if m.doing.done(msg.req) && msg.err == nil {
			return closeOf(m)
		}
	case changed:
		if !m.doing.waiting() {
			return m.Init()
		}
	}
	return nil
}

// Keys returns what can be done.
func (m *mails) Keys() keyMap {
	send := action{name: "send", keys: []string{"s"}, show: "s", foot: "send", help: "send it", off: m.noSending, do: m.send}
	if m.sending {
		send.keys, send.show = []string{"enter", "s"}, "enter s"
	}
	if len(m.all) > 1 {
		send.foot, send.help = fmt.Sprintf("send all %d", len(m.all)), "send all of them"
	}
	next, previous := "", ""
	if len(m.all) > 1 {
		next, previous = "next", "previous"
	}
	return append(keyMap{send,
		{name: "next", keys: []string{"n", "right"}, show: "n →", foot: next, help: "next mail", off: m.single, do: m.turn(1)},
		{name: "previous", keys: []string{"p", "left"}, show: "p ←", foot: previous, help: "previous mail", off: m.single, do: m.turn(-1)},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "compose again", do: m.Init},
	}, m.pager.Keys()...)
}

func (m *mails) noSending() string {
	switch {
	case !m.ready() || len(m.all) == 0:
		return "there is nothing to send"
	case m.doing.waiting():
		return "still sending"
	}
	return ""
}

func (m *mails) single() string {
	if len(m.all) < 2 {
		return "there is no other mail"
	}
	return ""
}

func (m *mails) turn(by int) func() tea.Cmd {
	return func() tea.Cmd {
		m.at = (m.at + by + len(m.all)) % len(m.all)
		m.scroll = cursor{}
		return nil
	}
}

func (m *mails) send() tea.Cmd {
	ex, offices := m.ex, m.offices
	return ask(m.doing.next(), func(ctx context.Context) (saved, error) {
		report, err := ex.Send(ctx, offices)
		return saved{notice{text: clean(report)}, "Not everything was sent"}, err //nolint:wrapcheck // a sentence of its own
	})
}

// Notice says what is under way, and whether there is more.
func (m *mails) Notice() notice {
	if m.doing.waiting() {
		return notice{text: "sending…"}
	}
	return m.pager.Notice()
}

// View draws the mail, or says why there is none.
func (m *mails) View() string {
	return m.draw(&m.face, []string{m.caption()}, m.none, m.seen)
}

// none says that nothing is to be sent.
func (m *mails) none() []string {
	if len(m.all) > 0 {
		return nil
	}
	return wrap("Nothing is owed to anybody: all have acknowledged everything.", m.face.width-6)
}

func (m *mails) caption() string {
	if len(m.all) == 0 {
		return " " + m.face.look.title.Render("Mail")
	}
	x := &m.all[m.at]
	right := ""
	if len(m.all) > 1 {
		right = fmt.Sprintf("%d of %d", m.at+1, len(m.all))
	}
	return sides(" "+m.face.look.title.Render("Mail to "+clean(x.Office)), right, m.face.width)
}

func (m *mails) lines() []string {
	if len(m.all) == 0 {
		return nil
	}
	if m.drawn.lines == nil || m.drawn.at != m.at || m.drawn.width != m.face.width {
		m.drawn = drawnText{m.read(&m.all[m.at]), m.at, m.face.width}
	}
	return m.drawn.lines
}

func (m *mails) read(x *OutMail) []string {
	s := newSheet("", m.face)
	s.lines = []string{""}
	m.head(s, x)
	s.lines = append(s.lines, "")
	for l := range strings.SplitSeq(strings.TrimRight(x.Text, "\n"), "\n") {
		for _, part := range wrap(clean(l), m.face.width-gutterWidth-1) {
			s.lines = append(s.lines, blanks(gutterWidth)+part)
		}
	}
	return s.lines
}

// head says to whom a mail goes, what it carries, and how.
func (m *mails) head(s *sheet, x *OutMail) {
	to := clean(x.Address)
	if to == "" {
		to = "no address is known"
	}
	s.row("To", to, "")
	s.row("Carries", carried(x), "")
	size := count(portfolio.Count(x.Size).Shown(), "byte", "bytes")
	switch {
	case x.Sealed:
		size += ", encrypted to " + clean(x.Office) + "; below as it reads"
	case x.Packed:
		size += ", compressed; below as it reads"
	}
	s.row("Size", size, "")
	s.row("Sending", clean(x.Way), "")
}

// carried says what is in a mail.
func carried(x *OutMail) string {
	text := "an acknowledgement only"
	if x.Number > 0 {
		text = number(x.Number, "change", "changes") + ", and what was received"
	}
	if x.More > 0 {
		text += "; " + portfolio.Count(x.More).Shown() + " more follow after its answer"
	}
	return text
}

// Name returns mail.
func (*mails) Name() string { return "mail" }
