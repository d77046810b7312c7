package mailroom

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// paste is the page into which a received mail is pasted as text, where no file can be named.
type paste struct {
	face draw.Frame
	text strings.Builder
	over bool // more was pasted than can be received; nothing of it is kept
	take func(text string) tea.Cmd
}

// NewPaste returns the page. take receives what was pasted, once the page has closed.
func NewPaste(take func(text string) tea.Cmd, f draw.Frame) *paste {
	return &paste{face: f, take: take}
}

func (p *paste) Init() tea.Cmd { return nil }

func (p *paste) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.Resize(msg)
	case tea.PasteMsg:
		p.add(msg.Content)
	case tea.KeyPressMsg:
		p.add(msg.Text)
	}
	return nil
}

// add appends a piece of the text, with line breaks as mails have them in files.
func (p *paste) add(piece string) {
	if p.over = p.over || p.text.Len()+len(piece) > ui.MostPasted; p.over {
		p.text.Reset()
		return
	}
	p.text.WriteString(lineBreaks.Replace(piece))
}

// lineBreaks are those that terminals send in a paste.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func (p *paste) Keys() ui.KeyMap {
	leave := "leave"
	if p.text.Len() > 0 {
		leave = "drop"
	}
	return ui.KeyMap{
		{Name: "paste-take", Keys: []string{"enter"}, Show: "enter", Foot: "receive", Help: "receive what was pasted",
			Off: p.whyNothing, Do: p.done, Saves: true},
		{Name: "paste-leave", Keys: []string{"esc"}, Show: "esc", Foot: leave, Help: "leave, and drop what was pasted",
			Do: func() tea.Cmd { return ui.CloseOf(p) }},
	}
}

// whyNothing says why there is nothing to receive, empty if there is something.
func (p *paste) whyNothing() string {
	switch {
	case p.over:
		return "a mail has at most " + megabytes(ui.MostPasted) + "; esc, then paste one mail at a time"
	case strings.TrimSpace(p.text.String()) == "":
		return "nothing was pasted yet"
	}
	return ""
}

func megabytes(n int) string { return fmt.Sprintf("%d MB", n>>20) }

func (p *paste) done() tea.Cmd {
	text := p.text.String()
	return func() tea.Msg { return ui.Chosen{From: p, Do: func() tea.Cmd { return p.take(text) }} }
}

// Typing is always true: everything that is typed or pasted is text.
func (*paste) Typing() bool { return true }

// TakesLines says that a line break is part of the text.
func (*paste) TakesLines() {}

// Loses reports whether quitting loses a text.
func (p *paste) Loses() bool { return p.text.Len() > 0 }

// above are the lines above what has arrived.
func (p *paste) above() []string {
	lines := []string{" " + p.face.Styles.Title.Render("Receive a mail"), ""}
	how := p.face.Wrap(howToPaste, max(p.face.Width-draw.GutterWidth-1, 1))
	lines = append(lines, draw.Indent(how, draw.GutterWidth)...)
	return append(lines, "")
}

const howToPaste = "Paste the whole text of the mail, or the diff in it, here."

// Cursor stands behind what has arrived.
func (p *paste) Cursor() (x, y int) {
	return min(draw.GutterWidth+p.face.Cells(p.arrived()), max(p.face.Width-1, 0)), len(p.above())
}

// arrived says how much was pasted.
func (p *paste) arrived() string {
	switch {
	case p.over:
		return "More than " + megabytes(ui.MostPasted) + " arrived."
	case p.text.Len() == 0:
		return ""
	}
	lines := len(p.lines())
	return ui.Number(lines, "line", "lines") + ", " + portfolio.Count(p.text.Len()).Shown() + " bytes"
}

// lines returns the lines that were pasted.
func (p *paste) lines() []string {
	return strings.Split(strings.TrimRight(p.text.String(), "\n"), "\n")
}

// View shows how much has arrived, and how it begins and ends.
func (p *paste) View() string {
	lines := append(p.above(), draw.Blanks(draw.GutterWidth)+p.arrived())
	for _, l := range p.ends() {
		lines = append(lines, draw.Blanks(draw.GutterWidth)+p.face.Cut(l, p.face.Width-draw.GutterWidth-1))
	}
	return p.face.Page(lines)
}

// ends returns the first and the last line of what was pasted, with their labels.
func (p *paste) ends() []string {
	if p.text.Len() == 0 {
		return nil
	}
	all := p.lines()
	return []string{"", "begins: " + draw.Clean(all[0]), "ends:   " + draw.Clean(all[len(all)-1])}
}

func (p *paste) Notice() ui.Notice {
	if why := p.whyNothing(); p.over {
		return ui.Notice{Text: why, Bad: true}
	}
	return ui.Notice{}
}

func (*paste) Name() string { return "paste" }

// Spoken asks for the next line.
func (p *paste) Spoken() ui.Spoken {
	ask := "The next line of the mail; :take receives it, :leave drops it"
	if got := p.arrived(); got != "" {
		ask = got + ". " + ask
	}
	return ui.Spoken{Ask: draw.Sentence(ask)}
}
