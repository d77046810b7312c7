package proof

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/report/facts"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/edit"
	"fieldfolio/tui/ui"
)

// Proof shows how a figure is made up: the rows that add up to it, each with the source of its
// value. Every row opens, except those of a single project.
type Proof struct {
	Config
	face draw.Frame
	ui.Loading

	shown   *proof.Proof // nil until loaded
	sources bool         // every source of a row is shown
	anchors ui.Anchors
	drawn   proofText // the text last drawn
	back    ui.Spot   // where the person returns to once there are rows
}

// Config is the figure to prove, where to load it, and what its rows open.
type Config struct {
	Ctx     context.Context //nolint:containedctx // until the program ends
	Src     proof.Source
	Spec    proof.Spec
	Project func(ui.Place) ui.Screen
	Record  func(id string) ui.Screen
	Why     func(proof.Spec) ui.Screen // makes the proof of the figure of a row
}

// proofRows is the maximum number of rows on screen; an export has all.
const proofRows = 1000

func New(c Config, f draw.Frame) *Proof {
	return &Proof{Config: c, face: f,
		Loading: ui.NewLoading(c.Ctx, "Looking for what adds up to the figure…", "The proof could not be made")}
}

func (p *Proof) Init() tea.Cmd {
	c, cat := p.Config, p.face.Cat
	return ui.Ask(p.Asked.Next(), func(ctx context.Context) (*proof.Proof, error) {
		return proof.Prove(ctx, c.Src, c.Spec.Rows(proofRows), cat)
	})
}

func (p *Proof) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.face.Resize(msg)
		p.settle()
	case ui.Answer[*proof.Proof]:
		if made, ok := msg.To(&p.Loading); ok {
			was := p.keys()
			p.shown = made
			p.anchors.Follow(ui.Renumbered(was, p.keys()))
			p.reach()
			p.settle()
		}
	case edit.Changed:
		return p.Init()
	}
	return nil
}

// keys returns the keys of the rows.
func (p *Proof) keys() []string {
	var keys []string
	for of := p.shown; of != nil; of = of.Of {
		for i := range of.Rows {
			keys = append(keys, of.About+" "+of.Rows[i].Record+" "+of.Rows[i].Name+" "+of.Rows[i].Label)
		}
	}
	return keys
}

func (p *Proof) Keys() ui.KeyMap {
	return slices.Concat(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open",
			Help: "open what the row is of, or why its own figure is so", Off: p.whyNotOpen, Do: p.openRow},
		{Name: "sources", Keys: []string{"o"}, Show: "o", Foot: "sources",
			Help: "where shares, places and days come from too, below each row", Off: p.whyNoFurtherSources,
			Do: p.switchSources},
	}, ui.Extracts(p.whyNoSources, p.extract), ui.KeyMap{
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: p.Init},
	}, ui.Moves(p.move, "row"))
}

// whyNotOpen says why the selected row does not open, empty if it does.
func (p *Proof) whyNotOpen() string {
	row := p.row()
	if row == nil {
		return "there is no row to open"
	}
	if _, slices := p.Spec.(proof.ProjectFigure); slices {
		return "this is a part of the project below; esc leads back to it"
	}
	return ""
}

// row returns the selected row, nil if there is none.
func (p *Proof) row() *proof.Row {
	if !p.Ready() {
		return nil
	}
	at := p.anchors.Sel
	for of := p.shown; of != nil; of = of.Of {
		if at < len(of.Rows) {
			return &of.Rows[at]
		}
		at -= len(of.Rows)
	}
	return nil
}

func (p *Proof) openRow() tea.Cmd {
	switch row := p.row(); {
	case row.Ask != nil:
		return ui.Open(p.Why(row.Ask))
	case strings.Contains(row.Record, ":") && portfolio.KindOf(row.Record) != "":
		return ui.Open(p.Record(row.Record))
	default:
		return ui.Open(p.Project(ui.Place{Number: row.Name, Record: row.Record}))
	}
}

// whyNoSources says that there is no row, of which there could be sources or a copy; empty if there is one.
func (p *Proof) whyNoSources() string {
	if p.row() == nil {
		return "there is no row"
	}
	return ""
}

// whyNoFurtherSources says why there is nothing to show below the rows, empty if there is something.
func (p *Proof) whyNoFurtherSources() string {
	switch {
	case p.row() == nil:
		return "there is no row"
	case !p.hasBasis():
		return "each row is an amount as it stands; the column FROM has its source"
	}
	return ""
}

// switchSources shows or hides the sources of everything on which a row depends.
func (p *Proof) switchSources() tea.Cmd {
	p.sources = !p.sources
	p.settle()
	return nil
}

// extract returns the proof as x and y take it, with all its rows.
func (p *Proof) extract() ui.Extract {
	c, cat, row := p.Config, p.face.Cat, p.row()
	t := facts.ProofTable(p.shown)
	return ui.Extract{File: p.shown.FileName() + ".csv", Of: draw.Clean(row.Name),
		At: ui.OnlyRows(t, facts.ProofRow(p.shown, row)),
		All: func(ctx context.Context) (portfolio.Table, error) {
			all, err := proof.Prove(ctx, c.Src, c.Spec.Rows(0), cat)
			if err != nil {
				return portfolio.Table{}, err
			}
			return facts.ProofTable(all), nil
		}}
}

func (p *Proof) move(s ui.Step) tea.Cmd {
	t := p.text()
	p.anchors.Move(s, t.at, len(t.lines), p.page())
	return nil
}

func (p *Proof) settle() {
	t := p.text()
	p.anchors.Keep(t.at, len(t.lines), p.page())
}

// Notice says that there is more text.
func (p *Proof) Notice() ui.Notice {
	c := ui.Cursor{Top: p.anchors.Top}
	return c.More(len(p.text().lines), p.page())
}

func (*Proof) Name() string { return "proof" }

func (p *Proof) Pointed(_, y int) (int, bool) {
	above := len(p.above())
	if y < above {
		return 0, false
	}
	return ui.StopAt(p.text().at, p.anchors.Top+y-above)
}
