package provenance

import (
	"strconv"

	"fieldfolio/portfolio"
)

// Ruled is a person's ruling on a change, as its author is told.
type Ruled struct {
	Seq    int64 // its place among all that has arrived in this copy
	Author string
	Name   string // of the record
	Ruling portfolio.Ruling
	Why    string
	By     string // who ruled
}

// SentenceOf tells an author of rulings on their changes, the newest first, such as
// "Cora rejected your change of CPVS28: too early"; empty if there are none.
func SentenceOf(all []Ruled) string {
	if len(all) == 0 {
		return ""
	}
	if len(all) == 1 {
		return all[0].sentence()
	}
	var accepted, rejected []string
	for i := range all {
		if r := &all[i]; r.Ruling == portfolio.Rejected {
			rejected = addNew(rejected, r.Name)
		} else {
			accepted = addNew(accepted, r.Name)
		}
	}
	said := ""
	if len(rejected) > 0 {
		said = "rejected: your changes of " + few(rejected)
	}
	if len(accepted) > 0 {
		if said != "" {
			said += "; "
		}
		said += "accepted: your changes of " + few(accepted)
	}
	return said
}

func (r *Ruled) sentence() string {
	said := r.By + " accepted your change of " + r.Name
	if r.Ruling == portfolio.Rejected {
		said = r.By + " rejected your change of " + r.Name
	}
	if r.Why != "" {
		said += ": " + r.Why
	}
	return said
}

// few enumerates the first names of records, and counts the others.
func few(names []string) string {
	const most = 3
	if rest := len(names) - most; rest > 0 {
		names = append(names[:most:most], strconv.Itoa(rest)+" more")
	}
	return portfolio.Enumerate(names)
}
