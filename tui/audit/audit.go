package audit

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/sheet"
	"fieldfolio/tui/ui"
)

// Most is how many events the page has; fieldfolio audit has all of them.
const Most = 500

// Page lists the latest events, the newest first.
type Page struct {
	ui.Pager
	ui.Loading
	trail  ui.Trail
	events []access.Event
}

// New returns the page.
func New(ctx context.Context, trail ui.Trail, f draw.Frame) *Page {
	p := &Page{trail: trail, Loading: ui.NewLoading(ctx, "Reading the audit trail…", "The audit trail could not be read")}
	p.Pager = ui.Pager{Face: f, Text: p.lines}
	return p
}

// Init reads the trail.
func (p *Page) Init() tea.Cmd {
	trail := p.trail
	return ui.Ask(p.Asked.Next(), func(ctx context.Context) ([]access.Event, error) { return trail.Trail(ctx, Most) })
}

// Update takes the events.
func (p *Page) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.Resize(msg)
	case ui.Answer[[]access.Event]:
		if events, ok := msg.To(&p.Loading); ok {
			p.events = events
			p.Hold()
		}
	}
	return nil
}

func (p *Page) content() facts.Page {
	page := facts.Page{Title: "Audit trail: " + ui.Number(len(p.events), "event", "events")}
	if len(p.events) == Most {
		page.Title = "Audit trail: the latest " + ui.Number(Most, "event", "events")
	}
	if len(p.events) == 0 {
		page.Text("", "Nobody has logged in yet.")
	}
	for i := range p.events {
		e := &p.events[i]
		page.Row(string(e.Kind), portfolio.Text(says(e)))
	}
	return page
}

// says is when something happened, who did it, what it was and from where.
func says(e *access.Event) string {
	who := draw.Clean(e.Person)
	if e.Office != "" && who != "" {
		who += " (" + draw.Clean(e.Office) + ")"
	}
	from := ""
	if e.From != "" {
		from = "from " + draw.Clean(e.From)
	}
	return draw.Joined(portfolio.Moment(e.At).Brief()+" UTC", who, draw.Clean(e.What), from)
}

func (p *Page) lines() []string {
	if !p.Loaded {
		return nil
	}
	return sheet.Lines(p.content(), p.Face)
}

// Name returns audit.
func (*Page) Name() string { return "audit" }

// Keys scroll and read again.
func (p *Page) Keys() ui.KeyMap {
	return append(p.Pager.Keys(), ui.Action{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r",
		Help: "read it again", Do: p.Init})
}

// View draws the page.
func (p *Page) View() string { return p.Draw(&p.Face, nil, nil, p.Seen) }

// Spoken says each event.
func (p *Page) Spoken() ui.Spoken {
	if s, unready := p.Unready(); unready {
		return s
	}
	content := p.content()
	return sheet.Spoken(content.Title, content)
}
