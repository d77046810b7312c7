package provenance

import (
	"cmp"
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// News is what others have changed in a database since it was last looked at.
type News struct {
	Changes []NewChange // the newest first
	More    bool        // there are older ones, too many to name
	Rulings []Ruled     // on changes of whoever is told, the newest first
}

// NewChange is a change with the present name of its record.
type NewChange struct {
	portfolio.Change
	Name string
	Kind portfolio.RecordKind
}

// After returns the news together with older ones.
func (n News) After(older News) News {
	return News{Changes: slices.Concat(n.Changes, older.Changes), More: n.More || older.More,
		Rulings: slices.Concat(n.Rulings, older.Rulings)}
}

// Sentence says who changed what, such as "Awa changed XEAU75: approved budget";
// empty if nobody changed anything that has a name. What was ruled on changes of the
// person who is told comes first, and alone.
func (n News) Sentence() string {
	if said := SentenceOf(n.Rulings); said != "" {
		return said
	}
	if len(n.Changes) == 0 {
		return ""
	}
	var people, records []string
	var kinds []portfolio.RecordKind
	for i := range n.Changes {
		c := &n.Changes[i]
		people = addNew(people, cmp.Or(c.Person, c.Office()))
		records = addNew(records, c.Target())
		kinds = addNew(kinds, c.Kind)
	}
	who := strings.Join(people, " and ")
	if len(people) > 2 {
		who = portfolio.Count(len(people)).Shown() + " people"
	}
	if kinds[0] == portfolio.OfficeRecord && len(kinds) == 1 {
		return who + " changed the register"
	}
	if len(records) == 1 && !n.More {
		return who + " " + n.ofOneRecord()
	}
	things := cmp.Or(kinds[0].Spec().Plural, "records")
	if len(kinds) > 1 {
		things = "records"
	}
	count := portfolio.Count(len(records)).Shown()
	if n.More {
		count = "more than " + count
	}
	return who + " changed " + count + " " + things + n.withdrawn()
}

// withdrawn continues Sentence with the records that were withdrawn, empty if none was.
func (n News) withdrawn() string {
	var names []string
	for i := range n.Changes {
		c := &n.Changes[i]
		if s, ok := c.Setting(portfolio.FieldWithdrawn); ok && s.FieldValue().Text == portfolio.Yes {
			names = addNew(names, c.Name)
		}
	}
	switch len(names) {
	case 0:
		return ""
	case 1:
		return "; " + names[0] + " is withdrawn"
	}
	return "; " + portfolio.Count(len(names)).Shown() + " are withdrawn"
}

// ofOneRecord continues Sentence for changes of one record.
func (n News) ofOneRecord() string {
	newest := &n.Changes[0]
	var fields []string
	for i := range n.Changes {
		c := &n.Changes[i]
		switch {
		case c.Creates == portfolio.NoteRecord:
			return "added a " + c.Name
		case c.Creates != "":
			return "added " + c.Name
		}
		for _, f := range c.Fields {
			if f.Field != portfolio.FieldWithdrawn {
				fields = addNew(fields, InSentence(c.Kind, f.Field))
				continue
			}
			if f.FieldValue().Text == portfolio.Yes {
				return "withdrew " + newest.Name
			}
			return "brought back " + newest.Name
		}
	}
	const most = 3
	if n := len(fields); n > most {
		return "changed " + newest.Name + ": " + strings.Join(fields[:most-1], ", ") + " and " +
			portfolio.Count(n-most+1).Shown() + " more fields"
	}
	return "changed " + newest.Name + ": " + strings.Join(fields, ", ")
}

// addNew appends a value to a list that does not have it.
func addNew[T comparable](list []T, v T) []T {
	if slices.Contains(list, v) {
		return list
	}
	return append(list, v)
}
