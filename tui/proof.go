package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
)

// proof shows why a figure is so: the rows that add up to it, each with where
// its value comes from. Every row opens but those of a single project.
type proof struct {
	proofConfig
	face face
	loading
	doing requests // exporting

	shown  *portfolio.Proof // nil until it is loaded
	stops  stops
	prompt prompt
	drawn  proofText // the text as it was drawn last
}

// proofConfig is which figure a proof is of, what it asks, and what its rows
// open.
type proofConfig struct {
	ctx     context.Context //nolint:containedctx // the life of the program
	src     portfolio.ProofSource
	out     exporter // nil where nothing can be exported
	spec    portfolio.ProofSpec
	project func(place) screen
	record  func(id string) screen
	why     func(portfolio.ProofSpec) screen // of the figure of a row
}

// proofRows is how many rows a proof has on a screen; an export has all.
const proofRows = 1000

func newProof(c proofConfig, f face) *proof {
	return &proof{proofConfig: c, face: f, doing: requests{base: c.ctx},
		loading: newLoading(c.ctx, "Looking for what adds up to the figure…", "The proof could not be made")}
}

// Init asks for the proof.
func (p *proof) Init() tea.Cmd {
	c, cat := p.proofConfig, p.face.cat
	return ask(p.asked.next(), func(ctx context.Context) (*portfolio.Proof, error) {
		return portfolio.Prove(ctx, c.src, c.spec.Rows(proofRows), cat) //nolint:wrapcheck // the store's own sentence
	})
}

// Update takes sizes, answers, and what is typed.
func (p *proof) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.resize(msg)
		p.settle()
	case answer[*portfolio.Proof]:
		if made, ok := msg.to(&p.loading); ok {
			p.shown = made
			p.settle()
		}
	case answer[next]:
		return p.doing.goOn(msg)
	case changed:
		return p.Init()
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.prompt.update(msg)
	}
	return nil
}

// Keys returns what can be done.
func (p *proof) Keys() keyMap {
	if p.prompt.open {
		return p.prompt.keys()
	}
	return append(keyMap{
		{name: "open", keys: []string{"enter"}, show: "enter", foot: "open", help: "open what the row is of, or why its own figure is so", off: p.nothing, do: p.openRow},
		{name: "export", keys: []string{"x"}, show: "x", foot: "export", help: "export the proof, with all its rows", off: p.noExport, do: p.export},
		{name: "reload", keys: []string{"ctrl+r"}, show: "ctrl+r", help: "load again", do: p.Init},
	}, moves(p.move, "row")...)
}

// nothing says why the selected row does not open.
func (p *proof) nothing() string {
	row := p.row()
	if row == nil {
		return "there is no row to open"
	}
	if _, slices := p.spec.(portfolio.ProjectFigure); slices {
		return "this is a part of the project below; esc leads back to it"
	}
	return ""
}

// row returns the selected row, nil if there is none.
func (p *proof) row() *portfolio.ProofRow {
	if !p.ready() {
		return nil
	}
	at := p.stops.sel
	for of := p.shown; of != nil; of = of.Of {
		if at < len(of.Rows) {
			return &of.Rows[at]
		}
		at -= len(of.Rows)
	}
	return nil
}

func (p *proof) openRow() tea.Cmd {
	switch row := p.row(); {
	case row.Ask != nil:
		return open(p.why(row.Ask))
	case strings.Contains(row.Record, ":") && portfolio.KindOf(row.Record) != "":
		return open(p.record(row.Record))
	default:
		return open(p.project(place{number: row.Name, record: row.Record}))
	}
}

// noExport says why the proof cannot be exported.
func (p *proof) noExport() string {
	switch {
	case p.out == nil:
		return "nothing can be exported from here"
	case !p.ready():
		return "there is no proof to export"
	case p.doing.waiting():
		return "still exporting"
	}
	return ""
}

// export asks for a file, and exports the proof with all its rows.
func (p *proof) export() tea.Cmd {
	line := prompt{label: "Export to:", needs: "name a file, such as " + p.shown.FileName() + ".csv; esc leaves"}
	line.do = func(file string) tea.Cmd {
		c, cat, q := p.proofConfig, p.face.cat, p.doing.next()
		return asJob(q, "exporting", askThen(q, func(ctx context.Context) (string, error) {
			all, err := portfolio.Prove(ctx, c.src, c.spec.Rows(0), cat)
			if err != nil {
				return "", err //nolint:wrapcheck // the store's own sentence
			}
			return c.out.Export(ctx, file, all.Table())
		}, exportedProof))
	}
	return p.prompt.ask(line, p.shown.FileName()+".csv")
}

func exportedProof(told string, err error) tea.Cmd {
	if err != nil {
		return say(failure("The proof could not be exported", orStopped(err)))
	}
	return say(notice{text: clean(told)})
}

func (p *proof) move(s step) tea.Cmd {
	t := p.text()
	p.stops.move(s, t.at, len(t.lines), p.page())
	return nil
}

func (p *proof) settle() {
	t := p.text()
	p.stops.keep(t.at, len(t.lines), p.page())
}

// Typing reports whether the line for a file's name is open.
func (p *proof) Typing() bool { return p.prompt.open }

// Cursor returns where the next letter goes.
func (p *proof) Cursor() (x, y int) {
	_, x = p.prompt.line(p.face.width)
	return x, 0
}

// Notice says what is to be said of the file's name, or that there is more.
func (p *proof) Notice() notice {
	if p.prompt.open {
		return p.prompt.notice()
	}
	c := cursor{top: p.stops.top}
	return c.more(len(p.text().lines), p.page())
}

// Name returns proof.
func (*proof) Name() string { return "proof" }

// Pointed returns the row at a cell.
func (p *proof) Pointed(_, y int) (int, bool) {
	above := len(p.above())
	if p.Typing() || y < above {
		return 0, false
	}
	return stopAt(p.text().at, p.stops.top+y-above)
}
