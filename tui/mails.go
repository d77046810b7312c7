package tui

import (
	"cmp"
	"context"
	"errors"
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

	all   []portfolio.Mail
	way   string // how they go out
	at    int    // the mail that is shown
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
	return ask(m.asked.next(), func(ctx context.Context) (Outgoing, error) { return ex.Mails(ctx, offices) })
}

// Update takes sizes and answers.
func (m *mails) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.resize(msg)
	case answer[Outgoing]:
		if out, ok := msg.to(&m.loading); ok {
			m.drawn, m.all, m.way = drawnText{}, out.Mails, out.Way
			m.at = min(m.at, max(len(m.all)-1, 0))
		}
	case answer[saved]:
		switch current := m.doing.done(msg.req); {
		case current && msg.err == nil:
			return closeOf(m)
		case current && errors.Is(msg.err, portfolio.ErrMailChanged):
			return m.Init()
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

// send sends the mails that are shown, as they are. Where others would be composed
// by now, none goes, and those are shown.
func (m *mails) send() tea.Cmd {
	ex, all := m.ex, m.all
	done := saved{notice{text: m.sent()}, "Not everything was sent"}
	return ask(m.doing.next(), func(ctx context.Context) (saved, error) {
		err := ex.Send(ctx, all)
		if errors.Is(err, portfolio.ErrMailChanged) {
			return saved{tried: "Nothing was sent"}, err //nolint:wrapcheck // a sentence of its own
		}
		return done, err //nolint:wrapcheck // a sentence of its own
	})
}

// sent says what was sent, to whom and how.
func (m *mails) sent() string {
	to, changes := make([]string, len(m.all)), 0
	for i := range m.all {
		to[i] = m.all[i].Link.Office
		changes += m.all[i].Number
	}
	return clean(fmt.Sprintf("%s to %s, %s, %s",
		portfolio.CountOf(len(to), "mail"), strings.Join(to, ", "), portfolio.CountOf(changes, "change"), m.way))
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
	return sides(" "+m.face.look.title.Render("Mail to "+clean(x.Link.Office)), right, m.face.width)
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

func (m *mails) read(x *portfolio.Mail) []string {
	s := newSheet(m.face)
	s.lines = append(drawPage(portfolio.Page{Facts: m.head(x)}, m.face), "")
	for l := range strings.SplitSeq(strings.TrimRight(x.Text, "\n"), "\n") {
		for _, part := range wrap(clean(l), m.face.width-gutterWidth-1) {
			s.lines = append(s.lines, blanks(gutterWidth)+part)
		}
	}
	return s.lines
}

// head says to whom a mail goes, what it carries, and how.
func (m *mails) head(x *portfolio.Mail) []portfolio.Fact {
	var p portfolio.Page
	p.Row("To", portfolio.Text(cmp.Or(x.To, "no address is known"))).Section()
	p.Row("Carries", portfolio.Text(carried(x)))
	size := number(len(x.Body), "byte", "bytes")
	switch {
	case x.Recipient != "":
		size += ", encrypted to " + x.Link.Office + "; below as it reads"
	case x.Compressed():
		size += ", compressed; below as it reads"
	}
	p.Row("Size", portfolio.Text(size))
	p.Row("Sending", portfolio.Text(m.way))
	return p.Facts
}

// carried says what is in a mail.
func carried(x *portfolio.Mail) string {
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
