package who

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// Page lists the sessions. It follows who comes and goes and what they edit; when somebody acted last is as of the
// last change.
type Page struct {
	ui.Pager
	ui.Loading
	conf Config
	here []named
	now  time.Time
}

// Config is what a page needs.
type Config struct {
	Ctx     context.Context //nolint:containedctx // until the program ends
	Company ui.Company
	Session string          // this one's name
	Src     ui.RecordSource // names what is edited
	Now     func() time.Time
	Once    bool // the page does not follow: in linear mode nothing is said unasked
}

// named is a session, with the name of the record that is edited in it.
type named struct {
	access.Present
	editing string
}

// came is who is here.
type came struct {
	here  []access.Present
	names []named
}

// New returns the page.
func New(c Config, f draw.Frame) *Page {
	p := &Page{conf: c, Loading: ui.NewLoading(c.Ctx, "Looking who is here…", "Who is here could not be found out")}
	p.Pager = ui.Pager{Face: f, Text: p.lines}
	return p
}

// Init asks who is here.
func (p *Page) Init() tea.Cmd { return p.await(nil) }

// await asks who is here, once that is not as it was seen.
func (p *Page) await(seen []access.Present) tea.Cmd {
	c := p.conf
	return ui.Ask(p.Asked.Next(), func(ctx context.Context) (came, error) {
		here, err := ui.Await(ctx, c.Company, seen)
		m := came{here: here}
		for _, x := range here {
			n := named{Present: x}
			if x.Editing != "" {
				n.editing = edit.NameOf(ctx, c.Src, x.Editing)
			}
			m.names = append(m.names, n)
		}
		return m, err
	})
}

// Update takes who is here, and waits for the next change.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.Resize(msg)
	case ui.Answer[came]:
		if !p.Asked.Done(msg.Req) || msg.Err != nil { // nobody else comes any more
			return nil
		}
		p.Loaded, p.here, p.now = true, msg.Value.names, p.conf.Now()
		p.Hold()
		if !p.conf.Once {
			return p.await(msg.Value.here)
		}
	}
	return nil
}

// reviews reports whether this session's person learns the addresses of others.
func (p *Page) reviews() bool {
	for _, x := range p.here {
		if x.Session == p.conf.Session {
			return x.Role.Reviews()
		}
	}
	return false
}

func (p *Page) content() facts.Page {
	at := p.now.UTC().Format("15:04") + " UTC"
	page := facts.Page{Title: ui.Number(len(p.here), "session", "sessions") + " at " + at}
	addresses := p.reviews()
	for _, x := range p.here {
		page.Row(draw.Clean(x.Person), portfolio.Text(p.about(&x, addresses)))
	}
	return page
}

// about says who a session's person is, since when it goes, and what is edited there.
func (p *Page) about(x *named, addresses bool) string {
	this, doing, from := "", "", ""
	if x.Session == p.conf.Session {
		this = "this session"
	}
	if x.editing != "" {
		doing = "editing " + x.editing
	}
	if addresses && x.From != "" {
		from = "from " + draw.Clean(x.From)
	}
	return draw.Joined(draw.Clean(x.Office), string(x.Role), this, "since "+p.moment(x.Since), p.idle(x.Acted), doing, from)
}

// moment returns the time of a day, with the day if that is another one.
func (p *Page) moment(at time.Time) string {
	at = at.UTC()
	if portfolio.DateOf(at) == portfolio.DateOf(p.now.UTC()) {
		return at.Format("15:04")
	}
	return at.Format("15:04") + " on " + portfolio.DateOf(at).Shown()
}

// idle says for how long nothing was done, empty for less than a minute.
func (p *Page) idle(acted time.Time) string {
	minutes := int(p.now.Sub(acted).Minutes())
	switch {
	case minutes < 1:
		return ""
	case minutes < 120:
		return "idle for " + portfolio.Count(minutes).Shown() + " min"
	}
	return "idle for " + portfolio.Count(minutes/60).Shown() + " h"
}

func (p *Page) lines() []string {
	if !p.Loaded {
		return nil
	}
	return sheet.Lines(p.content(), p.Face)
}

// Name returns who.
func (*Page) Name() string { return "who" }

// Keys scroll and look again.
func (p *Page) Keys() ui.KeyMap {
	return append(p.Pager.Keys(), ui.Action{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "look again",
		Do: p.Init})
}

func (p *Page) View() string { return p.Draw(&p.Face, nil, nil, p.Seen) }

// Spoken says each session.
func (p *Page) Spoken() ui.Spoken {
	if s, unready := p.Unready(); unready {
		return s
	}
	content := p.content()
	return sheet.Spoken("Who is here: "+content.Title, content)
}
