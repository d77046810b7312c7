package facts

import (
	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
	"fieldfolio/portfolio/proof"
	"fieldfolio/portfolio/provenance"
	"fieldfolio/portfolio/report"
)

// ProofTable returns the proof for programs: record, name, title, amount of the
// record, how its part comes about, what rounding adds to that, the part that
// adds to the figure, and the days that were counted; where the amount is
// printed, as what, what is used instead and why; who changed it, when, its
// previous value and the change; and the sources of shares and dates. The
// calculation can be computed as it stands, such as 9656593*70/100*365/4661; it
// is empty if the part is the amount. The name "more" stands for rows left out. The last row is the figure. If the
// figure is a share, the rows of the whole follow those of the part, each with
// their sum below, and the last row is the share in per cent.
func ProofTable(p *proof.Proof) portfolio.Table {
	part := portfolio.Column{Name: "part", Head: "PART US$", Numeric: true}
	switch {
	case p.Things != "":
		part = portfolio.Column{Name: "number", Head: "NUMBER", Numeric: true}
	case p.Counts:
		part = portfolio.Column{Name: "projects", Head: "PROJECTS", Numeric: true}
	}
	t := portfolio.Table{Name: "row", Title: p.Question().Shown(), Notes: fault.Remarks(portfolio.ShownOf(p.Remarks())...),
		Columns: []portfolio.Column{
			{Name: "record", Head: "RECORD", DropOrder: 1}, {Name: "name", Head: "NUMBER"},
			{Name: "title", Head: "TITLE", CutMiddle: true},
			{Name: "amount", Head: "AMOUNT US$", Numeric: true}, {Name: "calculation", Head: "CALCULATION"},
			{Name: "rounding", Head: "ROUNDING", Numeric: true}, part, {Name: "days", Head: "DAYS", DropOrder: 9},
			{Name: "where", Head: "WHERE"}, {Name: "printed", Head: "PRINTED", DropOrder: 5},
			{Name: "taken", Head: "TAKEN", DropOrder: 4}, {Name: "why", Head: "WHY", DropOrder: 3},
			{Name: "changed_by", Head: "CHANGED BY"}, {Name: "changed_at", Head: "CHANGED AT", DropOrder: 7},
			{Name: "was", Head: "WAS", DropOrder: 6},
			{Name: "change", Head: "CHANGE", DropOrder: 2}, {Name: "basis", Head: "BASIS", DropOrder: 8},
		}}
	t.Columns = append(t.Columns, provenance.RulingColumns...)
	t.Rows = proofRows(p)
	t.Total = totalRow(report.TotalLabel, sumValue(p))
	if p.Of != nil {
		t.Rows = append(t.Rows, totalRow(portfolio.Named("part", "THE PART"), figureValue(p, p.Figure)))
		t.Rows = append(t.Rows, proofRows(p.Of)...)
		t.Rows = append(t.Rows, totalRow(portfolio.Named("whole", "THE WHOLE"), figureValue(p.Of, p.Of.Figure)))
		t.Total = totalRow(portfolio.Named("share", "SHARE"), p.Portion())
	}
	return t
}

// The number of columns of a proof's table, and which of them has the parts.
const (
	proofColumns = 20
	partColumn   = 6
)

// totalRow returns a row with a name and a figure.
func totalRow(name, figure portfolio.Value) []portfolio.Value {
	row := report.BlankRow(proofColumns)
	row[0], row[partColumn] = name, figure
	return row
}

// sumValue returns the figure, empty if nothing adds up to it.
func sumValue(p *proof.Proof) portfolio.Value {
	if !p.Stated() {
		return portfolio.Text("")
	}
	return figureValue(p, p.Figure)
}

func figureValue(p *proof.Proof, n int64) portfolio.Value {
	switch {
	case p.Things != "":
		return portfolio.Number(n)
	case p.Counts:
		return portfolio.Count(n)
	}
	return portfolio.Cents(n)
}

func proofRows(p *proof.Proof) [][]portfolio.Value {
	var rows [][]portfolio.Value
	for i := range p.Rows {
		rows = append(rows, ProofRow(p, &p.Rows[i]))
	}
	if p.Left > 0 {
		more := totalRow(portfolio.Named("more", "MORE"), figureValue(p, p.LeftPart))
		more[2] = portfolio.Text("and " + proof.CountShown(p.Left, "more row"))
		rows = append(rows, more)
	}
	return rows
}

// ProofRow returns the row of the table for one of the rows of a proof.
func ProofRow(p *proof.Proof, r *proof.Row) []portfolio.Value {
	row := []portfolio.Value{portfolio.Text(r.Record), portfolio.Text(r.Name), portfolio.Text(r.Label),
		r.Whole.OrBlank(), r.How, blankZero{r.How.Rounding()}, figureValue(p, r.Part), daysValue(r.How)}
	row = append(append(row, originValues(r.From)...), basisValue(r.Basis))
	return append(row, provenance.RulingValues(&r.From.Ruling)...)
}

// basisValue returns the sources of shares, places and dates that are known.
func basisValue(all []provenance.Origin) portfolio.Value {
	var known []portfolio.Value
	for _, o := range all {
		if !o.Unknown() {
			known = append(known, proof.BasisValue(o))
		}
	}
	return portfolio.Join(known, "; ")
}

// blankZero is money that is empty if it is 0.
type blankZero struct{ portfolio.Cents }

// Plain is Cents.Plain, empty for 0.
func (z blankZero) Plain() string {
	if z.Cents == 0 {
		return ""
	}
	return z.Cents.Plain()
}

// Shown returns the cents, empty for 0.
func (z blankZero) Shown() string { return z.Plain() }

// Spoken is as Shown.
func (z blankZero) Spoken() string { return z.Plain() }

// daysValue returns the days of a calculation, as dates for programs.
func daysValue(c proof.Calculation) portfolio.Value {
	days := c.Days()
	return portfolio.Named(days.Render(portfolio.Value.Plain), days.Shown())
}

// originValues returns the columns for the origin of an amount.
func originValues(o provenance.Origin) []portfolio.Value {
	row := report.BlankRow(8)
	if len(o.Sources) > 0 {
		s := o.Sources[0]
		row[0], row[1] = portfolio.Text(provenance.Places(o.Sources)), portfolio.Text(s.Printed)
		row[2], row[3] = portfolio.Text(s.Taken), portfolio.Text(provenance.Reasons(o.Sources))
	}
	if o.Changed != nil {
		row[4], row[5] = portfolio.Text(o.Changed.By()), portfolio.Text(portfolio.Moment(o.Changed.At).Plain())
		row[6], row[7] = portfolio.Text(o.Was.Plain()), portfolio.Text(o.Changed.ID.String())
	}
	return row
}
