package uitest

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/reconcile"
	"fieldfolio/tui/ui"
)

// Memory is a Source over a document in memory, by the plain rules that the
// store is tested against.
type Memory struct {
	Doc    *portfolio.Document
	Fails  error // every question is answered with it, if any
	Asked  []breakdown.ListSpec
	Editor memoryDesk
	Ex     ui.Mailroom    // nil: there is no view Sync
	Others ui.Company     // nil: nobody else can be here
	Events []access.Event // of the audit trail, the newest first; nil: the person may not read it
	Fresh  exchange.Freshness

	Prefs    map[string]string
	Exported *memoryExport
}

func (m *Memory) Preferences(context.Context, string) (map[string]string, error) {
	return m.Prefs, m.Fails
}

func (m *Memory) SetPreference(_ context.Context, _, name, value string) error {
	if m.Fails == nil {
		if m.Prefs == nil {
			m.Prefs = map[string]string{}
		}
		m.Prefs[name] = value
	}
	return m.Fails
}

// memoryExport keeps what was exported.
type memoryExport struct {
	File    string
	Table   portfolio.Table
	Fails   error
	Further func(ui.Extract) []ui.Way // the ways, where there are no files; nil: a file is written
	Told    []string                  // what was copied
}

// Ways is a file, or what is set instead.
func (x *memoryExport) Ways(of ui.Extract) []ui.Way {
	if x.Further != nil {
		return x.Further(of)
	}
	return []ui.Way{{Label: "a file", Names: "format by ending: .csv for Excel, .json or .txt", Write: x.Write}}
}

// Copied keeps what was copied.
func (x *memoryExport) Copied(_ context.Context, of ui.Extract, what string) {
	x.Told = append(x.Told, of.At.Name+": "+what)
}

// Write keeps a table.
func (x *memoryExport) Write(_ context.Context, file string, t portfolio.Table) (string, error) {
	x.File, x.Table = file, t
	return "written: " + strconv.Itoa(len(t.Rows)) + " rows to " + file, x.Fails
}

// OneState runs fn: nothing changes meanwhile.
func (m *Memory) OneState(ctx context.Context, fn func(context.Context) error) error { return fn(ctx) }

// Shared reads: nobody else asks.
func (m *Memory) Shared(ctx context.Context, _ string, read func(context.Context) (any, error)) (any, error) {
	return read(ctx)
}

func (m *Memory) Published(context.Context) ([]portfolio.Published, error) {
	return m.Doc.Published, m.Fails
}

// Origins returns where values come from, by the rules of the portfolio alone.
func (m *Memory) Origins(_ context.Context, records []string, fields ...string) (provenance.Origins, error) {
	out := provenance.Origins{}
	for _, id := range records {
		r := m.RecordOf(id)
		var sources []portfolio.Source
		if r.Base != nil {
			sources = r.Base.Sources
		} else {
			sources = plannedSources(m.Doc.SubProgrammes, id)
		}
		for _, f := range fields {
			out[provenance.FieldOf{Record: id, Field: f}] = provenance.OriginOf(r, f, sources)
		}
	}
	return out, m.Fails
}

// plannedSources returns the sources of a sub-programme, an outcome or an activity.
func plannedSources(subs []portfolio.SubProgramme, id string) []portfolio.Source {
	for i := range subs {
		if subs[i].Record() == id {
			return subs[i].Sources
		}
		for _, o := range subs[i].Outcomes {
			if o.Record() == id {
				return o.Sources
			}
			for _, a := range o.Activities {
				if a.Record() == id {
					return a.Sources
				}
			}
		}
	}
	return nil
}

func (m *Memory) Freshness(context.Context, portfolio.Date) (exchange.Freshness, error) {
	return m.Fresh, m.Fails
}

func (m *Memory) Catalogue(context.Context) (*portfolio.Catalogue, error) {
	return &m.Doc.Catalogue, m.Fails
}

func (m *Memory) Projects(ctx context.Context, spec breakdown.ListSpec) ([]breakdown.Listed, error) {
	if m.Editor.Slow && spec.Limit == 0 {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	m.Asked = append(m.Asked, spec)
	if m.Fails != nil {
		return nil, m.Fails
	}
	rows := m.Selected(spec)
	slices.SortStableFunc(rows, func(a, b breakdown.Listed) int {
		for _, o := range spec.Sort {
			if n := compareBy(o.Key, a, b); n != 0 {
				if o.Desc {
					return -n
				}
				return n
			}
		}
		return cmp.Compare(a.Number, b.Number)
	})
	rows = rows[min(spec.Offset, len(rows)):]
	if spec.Limit > 0 && spec.Limit < len(rows) {
		rows = rows[:spec.Limit]
	}
	return rows, nil
}

func (m *Memory) Selected(spec breakdown.ListSpec) []breakdown.Listed {
	var rows []breakdown.Listed
	all := m.AllProjects()
	for i := range all {
		p, in := breakdown.Confined(spec.Query, &all[i], &m.Doc.Catalogue, spec.AsOf)
		if !in {
			continue
		}
		part, in := m.partOf(&all[i], spec)
		if !in {
			continue
		}
		l := breakdown.Listed{Project: p, Whole: all[i].Amounts, Part: part}
		l.Sources = nil
		rows = append(rows, l)
	}
	return rows
}

// partOf returns the part of a project in the cell of a list, and whether it
// has one.
func (m *Memory) partOf(p *portfolio.Project, spec breakdown.ListSpec) (portfolio.Amount, bool) {
	var part portfolio.Amount
	if spec.Cell == nil {
		return part, true
	}
	in := false
	for _, s := range breakdown.SlicesWithin(spec.Query, p, &m.Doc.Catalogue, spec.AsOf) {
		if !inCell(p, s, spec) {
			continue
		}
		if f := s.Sums.Figure(spec.Cell.Measure); f.Known {
			part = part.Plus(portfolio.Known(portfolio.Cents(f.N)))
		}
		in = in || spec.Cell.Measure.Counts() || part.Known
	}
	return part, in
}

func inCell(p *portfolio.Project, s breakdown.Slice, spec breakdown.ListSpec) bool {
	for i, d := range spec.Cell.By {
		code := d.CodeOf(p, &s, spec.AsOf)
		if spec.Cell.Codes[i] != breakdown.All && spec.Cell.Codes[i] != code {
			return false
		}
	}
	return true
}

func compareBy(k portfolio.Key, a, b breakdown.Listed) int {
	switch k {
	case portfolio.KeyApproved, portfolio.KeyOverall, portfolio.KeyShortfall:
		return cmp.Compare(breakdown.AmountOf(a.Amounts, breakdown.Measure(k)).Cents,
			breakdown.AmountOf(b.Amounts, breakdown.Measure(k)).Cents)
	case breakdown.KeyPart:
		return cmp.Compare(a.Part.Cents, b.Part.Cents)
	case portfolio.KeyEnd:
		return compareDays(a.Duration.End, b.Duration.End)
	case portfolio.KeyStart:
		return compareDays(a.Duration.Start, b.Duration.Start)
	case portfolio.KeyStatus:
		const asOf = 20110430 // as in newDriver
		return cmp.Compare(slices.Index(portfolio.Statuses, a.StatusOn(asOf)),
			slices.Index(portfolio.Statuses, b.StatusOn(asOf)))
	case portfolio.KeyTitle:
		return cmp.Compare(a.Title, b.Title)
	case portfolio.KeyCountry:
		return cmp.Compare(a.Country, b.Country)
	case portfolio.KeyProgramme:
		return cmp.Compare(a.Programme, b.Programme)
	case portfolio.KeyKind:
		return cmp.Compare(a.Kind.String(), b.Kind.String())
	default:
		return cmp.Compare(a.Number, b.Number)
	}
}

// compareDays compares days, of which those that are unknown come last.
func compareDays(a, b portfolio.Date) int {
	if a.Known() != b.Known() {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

func (m *Memory) Totals(_ context.Context, spec breakdown.ListSpec) (breakdown.ListTotals, error) {
	if m.Fails != nil {
		return breakdown.ListTotals{}, m.Fails
	}
	t := m.totals(spec)
	if spec.Query.Confines() {
		spec.Query = spec.Query.Whole()
		outside := m.totals(spec).Less(t)
		t.Outside = &outside
	}
	return t, nil
}

func (m *Memory) totals(spec breakdown.ListSpec) (t breakdown.ListTotals) {
	for _, l := range m.Selected(spec) {
		t.Projects++
		for _, m := range breakdown.StoredMeasures {
			sum := breakdown.StoredAmount(&t.Amounts, m)
			*sum = sum.Plus(breakdown.AmountOf(l.Amounts, m))
		}
		t.Part = t.Part.Plus(l.Part)
	}
	return t
}

func (m *Memory) Assumed(_ context.Context, q portfolio.Query, asOf portfolio.Date) (int64, error) {
	n := int64(0)
	for _, l := range m.Selected(breakdown.ListSpec{Query: q, AsOf: asOf}) {
		if l.Duration.StartAssumed || l.Duration.EndAssumed {
			n++
		}
	}
	return n, m.Fails
}

func (m *Memory) Project(_ context.Context, number string) (*portfolio.Project, error) {
	if m.Fails != nil {
		return nil, m.Fails
	}
	all := m.AllProjects()
	for i := range all {
		if all[i].Number == number || portfolio.ByID(all[i].ID) == number {
			return &all[i], nil
		}
	}
	if id, ok := strings.CutPrefix(number, portfolio.IDPrefix); ok { // also one that is withdrawn
		if p, _ := m.RecordOf(id).Project(&m.Doc.Catalogue); p != nil {
			return p, nil
		}
	}
	return nil, &fault.Invalid{Field: "project", Value: number, Why: "does not exist", Do: "did you mean ABCX12?"}
}

func (m *Memory) Cells(_ context.Context, spec breakdown.BreakdownSpec) ([]breakdown.Cell, error) {
	if m.Fails != nil {
		return nil, m.Fails
	}
	return breakdown.CellsOf(spec, &m.Doc.Catalogue, m.AllProjects()), nil
}

// KnownDays is every day from that of the document on.
func (m *Memory) KnownDays(context.Context) (portfolio.KnownDays, error) {
	return portfolio.KnownDays{First: m.Doc.Catalogue.Document, Last: 20991231}, m.Fails
}

func (m *Memory) CellsOn(ctx context.Context, day portfolio.Date, spec breakdown.BreakdownSpec) ([]breakdown.Cell,
	error) {
	then := &Memory{Doc: m.Doc, Fails: m.Fails}
	then.Editor.N = m.Editor.N
	for _, l := range m.Editor.logs {
		for _, c := range l.Changes() {
			if portfolio.DateOf(c.At) <= day {
				then.Log(c)
			}
		}
	}
	return then.Cells(ctx, spec)
}

func (m *Memory) Facets(_ context.Context, q portfolio.Query, asOf portfolio.Date,
	d breakdown.Dimension) ([]breakdown.Facet, error) {
	if m.Fails != nil {
		return nil, m.Fails
	}
	spec := breakdown.FacetSpec(q, asOf, d)
	cat, projects := &m.Doc.Catalogue, m.AllProjects()
	if d != breakdown.ByCountry {
		return breakdown.NewFacets(q, d, cat, breakdown.CellsOf(spec, cat, projects)), nil
	}
	counts := map[string]int64{}
	for i := range projects {
		if p := &projects[i]; len(breakdown.SlicesWithin(spec.Query, p, cat, asOf)) > 0 {
			counts[portfolio.FormatPortions(p.Places)+" "+portfolio.FormatPortions(p.OverallPlaces)]++
		}
	}
	return breakdown.NewFacets(q, d, cat, breakdown.PlaceCells(cat, counts)), nil
}

func (m *Memory) SubProgrammes(context.Context) ([]portfolio.SubProgramme, error) {
	return m.Doc.SubProgrammes, m.Fails
}

func (m *Memory) Findings(context.Context) ([]reconcile.Finding, error) {
	if m.Fails != nil {
		return nil, m.Fails
	}
	return reconcile.Findings(reconcile.Input{
		Published:     m.Doc.Published,
		SubProgrammes: m.Doc.SubProgrammes,
		Explain:       true,
		Find: func(query string) ([]portfolio.Project, error) {
			q, err := portfolio.ParseQuery(query, &m.Doc.Catalogue)
			var found []portfolio.Project
			for i := range m.Doc.Projects {
				if p, in := breakdown.Confined(q, &m.Doc.Projects[i], &m.Doc.Catalogue, m.Doc.Catalogue.Reference); in {
					found = append(found, p)
				}
			}
			return found, err
		},
	})
}

func (m *Memory) Exporter() ui.Exporter {
	if m.Exported == nil {
		m.Exported = &memoryExport{}
	}
	return m.Exported
}

var ErrBroken = errors.New("the database is locked by another program")
