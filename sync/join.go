package sync

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// bind enters in the register the key of an office that answered its
// invitation.
func (d *txn) bind(s *wire.Signed) error {
	settings := []portfolio.Setting{{Field: portfolio.FieldKey, Value: s.Join.Key}}
	o, _ := d.reg.Office(s.From.Office)
	local := slices.Clone(o.Local)
	for _, name := range s.Join.Local {
		if _, ok := d.reg.Earlier(name, o.Code); ok && !slices.Contains(local, name) {
			local = append(local, name)
		}
	}
	if len(local) > 0 {
		settings = append(settings, portfolio.Setting{Field: portfolio.FieldLocal, Value: strings.Join(local, " ")})
	}
	if o.Recipient != "" {
		// The recipient is that of an earlier copy.
		settings = append(settings, portfolio.Setting{Field: portfolio.FieldRecipient, Unset: true})
	}
	if err := d.amend(o.Code, settings); err != nil {
		return err
	}
	return d.look()
}

// amend changes an entry of the register.
func (d *txn) amend(code string, settings []portfolio.Setting) error {
	r, _, err := d.tx.Record(exchange.OfficeKey(code))
	if err != nil {
		return err
	}
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.Field
	}
	return d.make(portfolio.Program, exchange.OfficeKey(code), settings, r.Log.Heads(names...))
}
