package portfolio

import "time"

// Table returns the proof for programs: record, name, title, amount of the
// record, share of it in per cent, part that falls to the figure; where the
// amount is printed, as what, what was taken and why; who changed it, when, what
// it was before and by which change; and where the share comes from. A row says
// "more" for those left out. The last row is the figure. Where the figure is a
// share, the rows of the whole follow those of the part, each under its sum, and
// the last row is the share in per cent.
func (p *Proof) Table() Table {
	part := Column{Name: "part", Head: "PART US$", Numeric: true}
	if p.Counts {
		part = Column{Name: "projects", Head: "PROJECTS", Numeric: true}
	}
	t := Table{Name: "row", Title: p.Question().Shown(), Notes: Remarks(ShownOf(p.Remarks())...), Columns: []Column{
		{Name: "record", Head: "RECORD", Brief: 1}, {Name: "name", Head: "NUMBER"}, {Name: "title", Head: "TITLE", Telling: true},
		{Name: "amount", Head: "AMOUNT US$", Numeric: true}, {Name: "share", Head: "SHARE %", Numeric: true}, part,
		{Name: "where", Head: "WHERE"}, {Name: "printed", Head: "PRINTED", Brief: 5}, {Name: "taken", Head: "TAKEN", Brief: 4}, {Name: "why", Head: "WHY", Brief: 3},
		{Name: "changed_by", Head: "CHANGED BY"}, {Name: "changed_at", Head: "CHANGED AT", Brief: 7}, {Name: "was", Head: "WAS", Brief: 6},
		{Name: "change", Head: "CHANGE", Brief: 2}, {Name: "shares_from", Head: "SHARES FROM", Brief: 8},
	}}
	t.Rows = p.tableRows()
	t.Total = p.totalRow(totalLabel, p.figureValue(p.Figure))
	if p.Of != nil {
		t.Rows = append(t.Rows, p.totalRow(Named("part", "THE PART"), p.figureValue(p.Figure)))
		t.Rows = append(t.Rows, p.Of.tableRows()...)
		t.Rows = append(t.Rows, p.totalRow(Named("whole", "THE WHOLE"), p.Of.figureValue(p.Of.Figure)))
		t.Total = p.totalRow(Named("share", "SHARE"), p.Portion())
	}
	return t
}

// proofColumns is the number of columns of a proof's table.
const proofColumns = 15

// totalRow returns a row with a name and a figure.
func (p *Proof) totalRow(name, figure Value) []Value {
	row := blankRow(proofColumns)
	row[0], row[5] = name, figure
	return row
}

func (p *Proof) figureValue(n int64) Value {
	if p.Counts {
		return Count(n)
	}
	return Cents(n)
}

func (p *Proof) tableRows() [][]Value {
	var rows [][]Value
	for _, r := range p.Rows {
		share := Value(Text(""))
		if r.Share != 0 {
			share = r.Share
		}
		row := []Value{Text(r.Record), Text(r.Name), Text(r.Label), blankUnknown{r.Whole}, share, p.figureValue(r.Part)}
		rows = append(rows, append(row, append(r.From.values(), Text(r.Split.Shown()))...))
	}
	if p.Left > 0 {
		more := p.totalRow(Named("more", "MORE"), p.figureValue(p.LeftPart))
		more[2] = Text("and " + countShown(p.Left, "more row"))
		rows = append(rows, more)
	}
	return rows
}

// values are the columns that say where an amount comes from.
func (o Origin) values() []Value {
	row := blankRow(8)
	if len(o.Sources) > 0 {
		s := o.Sources[0]
		row[0], row[1], row[2], row[3] = Text(places(o.Sources)), Text(s.Printed), Text(s.Taken), Text(reasons(o.Sources))
	}
	if o.Changed != nil {
		row[4], row[5] = Text(o.Changed.By()), Text(o.Changed.At.Format(time.RFC3339))
		row[6], row[7] = Text(o.Was.Plain()), Text(o.Changed.ID.String())
	}
	return row
}
