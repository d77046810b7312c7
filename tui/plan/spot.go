package plan

import (
	"slices"

	"fieldfolio/portfolio/report/programme"
	"fieldfolio/tui/ui"
)

// Spot is the record of the selected row.
func (p *Programme) Spot() ui.Spot {
	if len(p.shown) == 0 {
		return p.back
	}
	return ui.Spot{Row: p.rows[p.at()].Record}
}

// Return selects the row.
func (p *Programme) Return(to ui.Spot) { p.back = to }

// reach opens what contains the row to which the person returns, and selects it.
func (p *Programme) reach() {
	i := slices.IndexFunc(p.rows, func(r programme.Row) bool { return r.Record != "" && r.Record == p.back.Row })
	p.back = ui.Spot{}
	if i < 0 {
		return
	}
	for at, level := i, p.rows[i].Level; at >= 0; at-- {
		if p.rows[at].Level < level {
			level = p.rows[at].Level
			p.closed[p.key(at)] = false
		}
	}
	p.choose()
	p.cursor.At = slices.Index(p.shown, i)
	p.cursor.Keep(len(p.shown), p.page())
}

// Spot is the record.
func (r *Record) Spot() ui.Spot { return ui.Spot{Screen: "record", Of: r.id} }

// Return shows the page from its top.
func (r *Record) Return(ui.Spot) {}
