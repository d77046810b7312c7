package proof

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/breakdown"
	"fieldfolio/portfolio/provenance"
)

// basis returns the fields on which the factors of a scope depend, as
// Dimension.Basis does.
func basis(s *scope) [][]string {
	var out [][]string
	for _, d := range breakdown.SplitOrder {
		if s.fixes(d) {
			out = append(out, d.Basis(s.Measure)...)
		}
	}
	return out
}

// origins sets the sources of the row of a project: of its amount, and of the
// further fields on which its part depends. of returns that of a field.
func (r *Row) origins(amounts []string, further [][]string, p *portfolio.Project, of func(string) provenance.Origin) {
	r.From = firstKnown(amounts, of)
	for _, field := range amounts {
		if o := of(field); field != r.From.Field && !o.Unknown() {
			r.Basis = append(r.Basis, o)
		}
	}
	for _, fields := range further {
		r.Basis = append(r.Basis, Assigned(firstKnown(fields, of), p))
	}
}

// firstKnown returns the first origin of the fields that is known.
func firstKnown(fields []string, of func(field string) provenance.Origin) provenance.Origin {
	for _, field := range fields {
		if o := of(field); !o.Unknown() {
			return o
		}
	}
	return of(fields[0])
}

// Assigned returns the origin of a project's value. Service lines that nobody
// has changed are assigned by us.
func Assigned(o provenance.Origin, p *portfolio.Project) provenance.Origin {
	if o.Field == portfolio.FieldLines && o.Changed == nil {
		o.Ours = p.Assigned.Reason
	}
	return o
}

// Sources says of every value on which the row depends where it comes from:
// printed in the document, assigned by us, or changed by an office. Values with
// the same source share a sentence, such as Approved budget, start date and end
// date: Annex 3, I, row 1.
func (r *Row) Sources() []portfolio.Value {
	return sourcesOf(append([]provenance.Origin{r.From}, r.Basis...))
}

// BasisSources is Sources without the source of the amount itself.
func (r *Row) BasisSources() []portfolio.Value { return sourcesOf(r.Basis) }

func sourcesOf(all []provenance.Origin) []portfolio.Value {
	var froms []portfolio.Value
	names := map[string][]string{}
	for _, o := range all {
		from := o.InFull()
		if o.Unknown() {
			continue
		}
		key := from.Shown()
		if _, seen := names[key]; !seen {
			froms = append(froms, from)
		}
		name := ""
		if o.Field != "" {
			name = provenance.LabelOf(o.Kind, o.Field)
		}
		names[key] = append(names[key], name)
	}
	for i, from := range froms {
		all := names[from.Shown()]
		for j := range all[1:] {
			all[j+1] = portfolio.LowerFirst(all[j+1])
		}
		if all[0] != "" {
			froms[i] = portfolio.Say("%s: %s", portfolio.Enumerate(all), from)
		}
	}
	return froms
}

// Below returns the sources of each row without those that the row above has
// too; sources returns all of a row.
func (p *Proof) Below(sources func(*Row) []portfolio.Value) [][]portfolio.Value {
	out := make([][]portfolio.Value, len(p.Rows))
	var above []string
	for i := range p.Rows {
		all := sources(&p.Rows[i])
		for _, s := range all {
			if !slices.Contains(above, s.Shown()) {
				out[i] = append(out[i], s)
			}
		}
		above = portfolio.ShownOf(all)
	}
	return out
}

// FollowsFrom returns the fields from which a field of a project follows if
// nobody enters it.
func FollowsFrom(field string) []string {
	switch field {
	case portfolio.FieldStatus:
		return []string{portfolio.FieldStart, portfolio.FieldEnd}
	case portfolio.FieldOverallPlaces:
		return []string{portfolio.FieldPlaces, portfolio.FieldCountry}
	}
	return nil
}
