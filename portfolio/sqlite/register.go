package sqlite

import (
	"sync"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// knownRegister is the register as of a version, the number of the last change
// of one of its records, and the identity of the copy, on which it depends too.
type knownRegister struct {
	register   exchange.Register
	version    int64
	office, hq string
}

// registers keeps the register as it was committed last.
type registers struct {
	sync.Mutex
	last knownRegister
}

func (k *registers) load() knownRegister {
	k.Lock()
	defer k.Unlock()
	return k.last
}

// keep keeps the register that a transaction has read, after it was committed.
func (k *registers) keep(known knownRegister) {
	k.Lock()
	defer k.Unlock()
	if known.version > k.last.version || known.office != k.last.office || known.hq != k.last.hq {
		k.last = known
	}
}

// Register returns the register, of changes that headquarters has confirmed.
func (x *exchangeTx) Register() (exchange.Register, error) { return x.register(), x.err }

// register returns the register. It reads only records that changed since the
// known one.
func (w *writer) register() exchange.Register {
	var is knownRegister
	w.row("SELECT value FROM setting WHERE name = ?", []any{setOffice}, &is.office)
	w.row("SELECT value FROM setting WHERE name = ?", []any{setHQ}, &is.hq)
	w.row("SELECT coalesce(max(version), 0) FROM register_change", nil, &is.version)
	have := w.known
	if have.office != is.office || have.hq != is.hq || have.version > is.version {
		have = knownRegister{}
	}
	if have.version == is.version {
		return have.register
	}
	records, judged := w.registerSince(have.version)
	is.register = have.register.With(records, func(c *portfolio.Change) bool {
		j := judged[c.ID]
		return exchange.Confirms(&j, c) || is.office == is.hq && c.ID.Office == is.office && !w.doubted(c.ID)
	})
	if w.err == nil {
		w.known = is
	}
	return is.register
}

// registerSince returns the records of the register that changed after a
// version, with headquarters' rulings on their changes.
func (w *writer) registerSince(version int64) ([]portfolio.Record, map[portfolio.ID]portfolio.Judgement) {
	changed := w.recordRows("SELECT r.id, r.name, r.kind FROM register_change v JOIN record r ON r.id = v.record WHERE v.version > ?",
		version)
	ids := condition{"IN (SELECT record FROM register_change WHERE version > ?)", []any{version}}
	w.fill(changed, ids, w.authorsOf(ids))
	records := make([]portfolio.Record, len(changed))
	var all []portfolio.ID
	for i := range changed {
		records[i] = changed[i].record
		all = append(all, idsOf(records[i].Log.Changes())...)
	}
	return records, w.judgements(all...)
}

// registerChanged notes that something changed of which the register follows: a
// record of it, or what headquarters says of one of its changes.
func (w *writer) registerChanged(record int64) {
	w.exec(`INSERT INTO register_change VALUES (?, (SELECT coalesce(max(version), 0) + 1 FROM register_change))
		ON CONFLICT (record) DO UPDATE SET version = excluded.version`, record)
}
