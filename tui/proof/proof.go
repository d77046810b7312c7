package proof

import (
	"context"
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
	doing ui.Requests // exporting

	shown   *proof.Proof // nil until loaded
	sources bool         // every source of a row is shown
	anchors ui.Anchors
	prompt  edit.Prompt
	drawn   proofText // the text last drawn
}

// Config is the figure to prove, where to load it, and what its rows open.
type Config struct {
	Ctx     context.Context //nolint:containedctx // until the program ends
	Src     proof.Source
	Out     ui.Exporter // nil: nothing can be exported
	Spec    proof.Spec
	Project func(ui.Place) ui.Screen
	Record  func(id string) ui.Screen
	Why     func(proof.Spec) ui.Screen // makes the proof of the figure of a row
}

// proofRows is the maximum number of rows on screen; an export has all.
const proofRows = 1000

func New(c Config, f draw.Frame) *Proof {
	return &Proof{Config: c, face: f, doing: ui.Requests{Base: c.Ctx},
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
			p.settle()
		}
	case ui.Answer[ui.Next]:
		return p.doing.GoOn(msg)
	case edit.Changed:
		return p.Init()
	case tea.KeyPressMsg, tea.PasteMsg:
		return p.prompt.Update(msg)
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
	if p.prompt.Open {
		return p.prompt.Keys()
	}
	return append(ui.KeyMap{
		{Name: "open", Keys: []string{"enter"}, Show: "enter", Foot: "open",
			Help: "open what the row is of, or why its own figure is so", Off: p.whyNotOpen, Do: p.openRow},
		{Name: "export", Keys: []string{"x"}, Show: "x", Foot: "export", Help: "export the proof, with all its rows",
			Off: p.whyNoExport, Do: p.export},
		{Name: "sources", Keys: []string{"o"}, Show: "o", Foot: "sources",
			Help: "where shares, places and days come from too, below each row", Off: p.whyNoSources, Do: p.switchSources},
		{Name: "reload", Keys: []string{"ctrl+r"}, Show: "ctrl+r", Help: "load again", Do: p.Init},
	}, ui.Moves(p.move, "row")...)
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

// whyNoSources says why there are no sources to show, empty if there are.
func (p *Proof) whyNoSources() string {
	if p.row() == nil {
		return "there is no row"
	}
	return ""
}

// switchSources shows or hides the sources of everything on which a row depends.
func (p *Proof) switchSources() tea.Cmd {
	p.sources = !p.sources
	p.settle()
	return nil
}

// whyNoExport says why the proof cannot be exported, empty if it can.
func (p *Proof) whyNoExport() string {
	switch {
	case p.Out == nil:
		return "nothing can be exported from here"
	case !p.Ready():
		return "there is no proof to export"
	case p.doing.Waiting():
		return "still exporting"
	}
	return ""
}

// export asks for a file name and exports the proof with all its rows.
func (p *Proof) export() tea.Cmd {
	line := edit.Prompt{Label: "Export to:", Needs: "name a file, such as " + p.shown.FileName() + ".csv; esc leaves",
		Doing: &p.doing}
	line.Do = func(file string) tea.Cmd {
		c, cat, q := p.Config, p.face.Cat, p.doing.Next()
		return ui.AsJob(q, "exporting", ui.AskThen(q, func(ctx context.Context) (string, error) {
			all, err := proof.Prove(ctx, c.Src, c.Spec.Rows(0), cat)
			if err != nil {
				return "", err
			}
			return c.Out.Export(ctx, file, facts.ProofTable(all))
		}, p.exported))
	}
	return p.prompt.Ask(line, p.shown.FileName()+".csv")
}

func (p *Proof) exported(told string, err error) tea.Cmd {
	p.prompt.Done(err)
	if err != nil {
		return ui.Say(ui.Failure("The proof could not be exported", edit.OrStopped(err)))
	}
	return ui.Say(ui.Notice{Text: draw.Clean(told)})
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

func (p *Proof) Typing() bool { return p.prompt.Open }

func (p *Proof) Cursor() (x, y int) {
	_, x = p.prompt.Line(p.face.Width)
	return x, 0
}

// Notice is about the file name, or says that there is more text.
func (p *Proof) Notice() ui.Notice {
	if p.prompt.Open {
		return p.prompt.Notice()
	}
	c := ui.Cursor{Top: p.anchors.Top}
	return c.More(len(p.text().lines), p.page())
}

func (*Proof) Name() string { return "proof" }

func (p *Proof) Pointed(_, y int) (int, bool) {
	above := len(p.above())
	if p.Typing() || y < above {
		return 0, false
	}
	return ui.StopAt(p.text().at, p.anchors.Top+y-above)
}
