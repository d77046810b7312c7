package sync

import (
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// bind enters in the register the key of an office that answered its
// invitation.
func (d *txn) bind(s *Signed) error {
	settings := []portfolio.Setting{{Field: portfolio.FieldKey, Value: s.Join.Key}}
	o, _ := d.reg.Office(s.From.Office)
	local := slices.Clone(o.Local)
	for _, inc := range s.Join.Local {
		_, taken := d.reg.Of(portfolio.ID{Office: portfolio.LocalOffice, Incarnation: inc})
		if !taken && !slices.Contains(local, inc) && (portfolio.ID{Office: portfolio.LocalOffice, Incarnation: inc,
			N: 1}).CheckParts() == nil {
			local = append(local, inc)
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
