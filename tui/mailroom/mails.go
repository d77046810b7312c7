package mailroom

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// mails is the preview of the mails to be sent.
type mails struct {
	ui.Pager
	editor  *edit.Editor
	ex      ui.PostOffice
	offices []string // nil: all to which something is to be sent
	sending bool     // enter sends them
	ui.Loading
	doing ui.Requests

	all   []exchange.Mail
	way   string // how they are sent
	at    int    // index of the mail shown
	drawn drawnText
}

// drawnText caches the lines of a text: mails are long, so each is wrapped once for each width.
type drawnText struct {
	lines     []string
	at, width int
}

func NewMails(d *edit.Editor, ex ui.PostOffice, offices []string, sending bool, f draw.Frame) *mails {
	m := &mails{editor: d, ex: ex, offices: offices, sending: sending, doing: ui.Requests{Base: d.Ctx},
		Loading: ui.NewLoading(d.Ctx, "Composing…", "The mail could not be composed")}
	m.Pager = ui.Pager{Face: f, Text: m.lines, Above: 1}
	return m
}

func (m *mails) Init() tea.Cmd {
	ex, offices := m.ex, m.offices
	return ui.Ask(m.Asked.Next(), func(ctx context.Context) (ui.Outgoing, error) { return ex.Mails(ctx, offices) })
}

func (m *mails) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.Resize(msg)
	case ui.Answer[ui.Outgoing]:
		if out, ok := msg.To(&m.Loading); ok {
			m.drawn, m.all, m.way = drawnText{}, out.Mails, out.Way
			m.at = min(m.at, max(len(m.all)-1, 0))
		}
	case ui.Answer[edit.Saved]:
		switch current := m.doing.Done(msg.Req); {
		case current && msg.Err == nil:
			return ui.CloseOf(m)
		case current && errors.Is(msg.Err, exchange.ErrMailChanged):
			return m.Init()
		}
	case edit.Changed:
		if !m.doing.Waiting() {
			return m.Init()
		}
	}
	return nil
}

func (m *mails) Keys() ui.KeyMap {
	send := ui.Action{Name: "send", Keys: []string{"s"}, Show: "s", Foot: "send", Help: "send it", Off: m.whyNoSending,
		Do: m.send, Saves: true}
	if m.sending {
		send.Keys, send.Show = []string{"enter", "s"}, "enter s"
	}
	if len(m.all) > 1 {
		send.Foot, send.Help = fmt.Sprintf("send all %d", len(m.all)), "send all of them"
	}
	next, previous := "", ""
	if len(m.all) > 1 {
		next, previous = "next", "previous"
	}
	return append(ui.KeyMap{send,
		{Name: "next", Keys: []string{"n", "right"}, Show: "n →", Foot: next, Help: "next mail", Off: m.single,
			Do: m.turn(1)},
		{Name: "previous", Keys: []string{"p", "left"}, Show: "p ←", Foot: previous, Help: "previous mail", Off: m.single,
			Do: m.turn(-1)},
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "compose again", Do: m.Init},
	}, m.Pager.Keys()...)
}

func (m *mails) whyNoSending() string {
	switch {
	case m.ex.Frozen() != "":
		return m.ex.Frozen()
	case !m.Ready() || len(m.all) == 0:
		return "there is nothing to send"
	case m.doing.Waiting():
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
		m.Scroll = ui.Cursor{}
		return nil
	}
}

// send sends the mails exactly as shown. If newer changes would make them differ, it sends none and
// shows the new ones.
func (m *mails) send() tea.Cmd {
	ex, all := m.ex, m.all
	done := edit.Saved{Said: ui.Notice{Text: m.sent()}, Tried: "Not everything was sent"}
	return ui.Ask(m.doing.Next(), func(ctx context.Context) (edit.Saved, error) {
		err := ex.Send(ctx, all)
		if errors.Is(err, exchange.ErrMailChanged) {
			return edit.Saved{Tried: "Nothing was sent"}, err
		}
		return done, err
	})
}

// sent says how many mails were sent, to whom and how.
func (m *mails) sent() string {
	to, changes := make([]string, len(m.all)), 0
	for i := range m.all {
		to[i] = m.all[i].Link.Office
		changes += m.all[i].Number
	}
	return draw.Clean(fmt.Sprintf("%s to %s, %s, %s",
		portfolio.CountOf(len(to), "mail"), strings.Join(to, ", "), portfolio.CountOf(changes, "change"), m.way))
}

// Notice says what job is running, or whether there is more text.
func (m *mails) Notice() ui.Notice {
	if m.doing.Waiting() {
		return ui.Notice{Text: "sending…"}
	}
	return m.Pager.Notice()
}

func (m *mails) View() string {
	return m.Draw(&m.Face, []string{m.caption()}, m.emptyLines, m.Seen)
}

// emptyLines says that there is nothing to send.
func (m *mails) emptyLines() []string {
	if len(m.all) > 0 {
		return nil
	}
	return m.Face.Wrap("Nothing is owed to anybody: all have acknowledged everything.", m.Face.Width-6)
}

func (m *mails) caption() string {
	if len(m.all) == 0 {
		return " " + m.Face.Styles.Title.Render("Mail")
	}
	x := &m.all[m.at]
	right := ""
	if len(m.all) > 1 {
		right = fmt.Sprintf("%d of %d", m.at+1, len(m.all))
	}
	return m.Face.Sides(" "+m.Face.Styles.Title.Render("Mail to "+draw.Clean(x.Link.Office)), right, m.Face.Width)
}

func (m *mails) lines() []string {
	if len(m.all) == 0 {
		return nil
	}
	if m.drawn.lines == nil || m.drawn.at != m.at || m.drawn.width != m.Face.Width {
		m.drawn = drawnText{m.read(&m.all[m.at]), m.at, m.Face.Width}
	}
	return m.drawn.lines
}

func (m *mails) read(x *exchange.Mail) []string {
	s := sheet.New(m.Face)
	s.Lines = append(sheet.Lines(facts.Page{Facts: m.head(x)}, m.Face), "")
	for l := range strings.SplitSeq(strings.TrimRight(x.Text, "\n"), "\n") {
		for _, part := range m.Face.Wrap(draw.Clean(l), m.Face.Width-draw.GutterWidth-1) {
			s.Lines = append(s.Lines, draw.Blanks(draw.GutterWidth)+part)
		}
	}
	return s.Lines
}

// head returns the facts about a mail: to whom it is sent, what it carries, and how.
func (m *mails) head(x *exchange.Mail) []facts.Fact {
	var p facts.Page
	p.Row("To", portfolio.Text(cmp.Or(x.To, "no address is known"))).Section()
	p.Row("Carries", portfolio.Text(carried(x)))
	size := ui.Number(len(x.Body), "byte", "bytes")
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
func carried(x *exchange.Mail) string {
	text := "an acknowledgement only"
	if x.Number > 0 {
		text = ui.Number(x.Number, "change", "changes") + ", and what was received"
	}
	if x.More > 0 {
		text += "; " + portfolio.Count(x.More).Shown() + " more follow after its answer"
	}
	return text
}

func (*mails) Name() string { return "mail" }
