package sqlite

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// together makes changes of records, one of each name, one step: do makes the
// i-th. They are made in the order of the records' rows, for the search index is
// written from front to back then; those of one record stay in their order. What
// is wrong with any of them is returned with its record, all of it at once. Where
// nothing was made or taken back it returns portfolio.ErrNothing.
func (m *maker) together(records []string, do func(i int) error) error {
	m.step = fmt.Sprintf("%s.%s:%d", m.author.office, m.author.incarnation, m.n+1)
	if len(records) > many {
		m.large = true
		m.exec(roomy)
	}
	var faults fault.Faults
	for _, i := range m.byRow(records) {
		err := do(i)
		if m.err != nil { // of the database, or cancelled
			return m.err
		}
		faults = append(faults, m.faultsOf(records[i], err)...)
	}
	switch {
	case len(faults) > 0:
		return faults
	case len(m.made)+len(m.taken) == 0:
		return portfolio.ErrNothing
	}
	return nil
}

// byRow returns the places of records in the order of their rows, those of
// records that are not here last.
func (m *maker) byRow(records []string) []int {
	order, rows := make([]int, len(records)), make([]int64, len(records))
	for i, name := range records {
		order[i], rows[i] = i, math.MaxInt64
		if r, ok := m.find(name); ok {
			rows[i] = r.id
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rows[a], rows[b]) })
	return order
}

// faultsOf names the record of each fault.
func (m *maker) faultsOf(record string, err error) fault.Faults {
	if err == nil {
		return nil
	}
	faults := fault.Faults{err}
	errors.As(err, &faults)
	name := record
	if row, ok := m.find(record); ok {
		r := m.load(record, row)
		name = r.Name()
	}
	out := make(fault.Faults, len(faults))
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
