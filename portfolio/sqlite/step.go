package sqlite

import (
	"errors"
	"fmt"
	"slices"

	"fieldfolio/portfolio"
)

// together makes n changes one step: do makes the i-th, and returns the record
// that it is about. What is wrong with any of them is returned with its record,
// all of it at once. Where nothing was made it returns portfolio.ErrNothing.
func (m *maker) together(n int, do func(i int) (record string, err error)) error {
	m.step = fmt.Sprintf("%s.%s:%d", m.author.office, m.author.incarnation, m.n+1)
	if n > many {
		m.large = true
		m.exec(roomy)
	}
	var faults portfolio.Faults
	for i := range n {
		record, err := do(i)
		if m.err != nil { // of the database, or cancelled
			return m.err
		}
		faults = append(faults, m.faultsOf(record, err)...)
	}
	switch {
	case len(faults) > 0:
		return faults
	case len(m.made) == 0:
		return portfolio.ErrNothing
	}
	return nil
}

// faultsOf names the record of each fault.
func (m *maker) faultsOf(record string, err error) portfolio.Faults {
	if err == nil {
		return nil
	}
	faults := portfolio.Faults{err}
	errors.As(err, &faults)
	name := record
	if row, ok := m.find(record); ok {
		r := m.load(record, row)
		name = r.Name()
	}
	out := make(portfolio.Faults, len(faults))
	for i, f := range faults {
		out[i] = &portfolio.RecordFault{Record: record, Name: name, Err: f}
	}
	return out
}

// stepOf returns the changes of a change's step, the newest first. Their
// numbers follow one another.
func (m *maker) stepOf(c *portfolio.Change) []portfolio.Change {
	const batch = 1000
	var first int64
	if _, err := fmt.Sscanf(c.Step, c.ID.Office+"."+c.ID.Incarnation+":%d", &first); err != nil {
		return []portfolio.Change{*c}
	}
	var out []portfolio.Change
	for m.err == nil {
		var some []portfolio.Change
		m.each("SELECT "+changeColumns+" WHERE c.n >= ? AND a.office = ? AND a.incarnation = ? ORDER BY c.n LIMIT ?",
			[]any{first, c.ID.Office, c.ID.Incarnation, batch}, collect(&some))
		ours := slices.IndexFunc(some, func(x portfolio.Change) bool { return x.Step != c.Step })
		if ours < 0 {
			ours = len(some)
		}
		out = append(out, some[:ours]...)
		if ours < batch {
			break
		}
		first = some[len(some)-1].ID.N + 1
	}
	slices.Reverse(out)
	return out
}
