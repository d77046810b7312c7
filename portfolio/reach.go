package portfolio

import "slices"

// Reach says which offices receive a record: those whose scope includes a
// region or a country that the document or any change, with effect or not, ever
// gave it.
type Reach struct {
	All   bool     // every office
	Areas []string // codes of regions and countries, in order
	On    []string // records that it is about: it is sent wherever they are
}

// ReachRule says how the reach of a kind of record is determined.
type ReachRule int

// The rules of reach.
const (
	ReachAll     ReachRule = iota + 1 // every office
	ReachAreas                        // offices whose scope includes a region or a country that the record ever had
	ReachSubject                      // wherever the records are sent that it was ever about
	ReachListed                       // wherever the changes are sent that it lists; Reach does not cover it
)

// Reach returns the reach of a record, from all its changes. It only ever
// grows.
func (r *Record) Reach() Reach {
	spec := r.Kind.Spec()
	switch {
	case r.Kind == "" || spec.Reach == ReachAreas:
		var areas []string
		if r.Base != nil {
			areas = r.Base.Areas()
		}
		for i := range r.Log.changes {
			areas = append(areas, r.Log.changes[i].Areas()...)
		}
		slices.Sort(areas)
		return Reach{Areas: slices.Compact(areas)}
	case spec.Reach == ReachSubject:
		return Reach{On: r.Log.values(spec.Subject)}
	}
	return Reach{All: spec.Reach == ReachAll}
}

// Widens reports whether a change can extend the reach of its record.
func (c *Change) Widens() bool {
	return c.Creates != "" || slices.ContainsFunc(c.Fields, func(s Setting) bool {
		return slices.Contains(areaFields, s.Field) || slices.ContainsFunc(sharedKinds,
			func(k RecordSpec) bool { return k.Subject == s.Field })
	})
}

// values returns all values that changes of the log set a field to.
func (l *Log) values(field string) []string {
	var out []string
	for i := range l.changes {
		if s, ok := l.changes[i].Setting(field); ok && !s.Unset {
			out = append(out, s.Value)
		}
	}
	return out
}

// Within reports whether the reach includes a region or a country of scope.
func (r Reach) Within(scope []string) bool { return r.All || Covers(scope, r.Areas) }

// Covers reports whether a scope includes one of the regions and countries.
func Covers(scope, areas []string) bool {
	return slices.Contains(scope, ScopeAll) ||
		slices.ContainsFunc(areas, func(a string) bool { return slices.Contains(scope, a) })
}

// areaFields are the fields that give a record its regions and countries.
var areaFields = []string{FieldProgramme, FieldPlaces, FieldOverallPlaces}

// Areas returns the codes of the project's region and countries, as in the
// scope of an office.
func (p *Project) Areas() []string {
	return slices.Concat([]string{p.Programme}, countriesOf(p.Places), countriesOf(p.OverallPlaces))
}

// Areas returns the codes of the regions and countries that a change gives its
// record.
func (c *Change) Areas() []string {
	var out []string
	for _, s := range c.Fields {
		switch {
		case s.Unset || !slices.Contains(areaFields, s.Field):
		case s.Field == FieldProgramme:
			out = append(out, s.Value)
		default:
			out = append(out, countriesOf(portionsOf(s.Value))...)
		}
	}
	return out
}

// countriesOf returns the codes of places that are countries. A place that is a
// region has none: it is in no country.
func countriesOf(places []Portion) []string {
	var out []string
	for _, p := range places {
		if IsCountry(p.Code) {
			out = append(out, p.Code)
		}
	}
	return out
}

// IsCountry reports whether the code of a place, or one of a scope, is that of
// a country: two capital letters, as in ISO 3166-1.
func IsCountry(code string) bool {
	return len(code) == 2 && code[0] >= 'A' && code[0] <= 'Z' && code[1] >= 'A' && code[1] <= 'Z'
}
