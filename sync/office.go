package sync

import (
	"cmp"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// Entry is an office's entry in the register as a person enters it.
type Entry struct {
	Code  string
	Scope string // codes of regions and countries separated by commas, or all
	Email string
	Hub   string // code of an office; empty for headquarters itself
	Role  string // office if empty
	Days  int    // validity of the invitation; 60 if 0
}

// Founding says of what headquarters a database becomes.
type Founding struct {
	Code  string
	Email string
	// Succeeds are the keys, or their fingerprint alone, of an earlier
	// headquarters that lost its key and its database, and whose offices are to
	// accept this one; nil for none.
	Succeeds exchange.Roots
	Again    bool // its key was there before: headquarters has lost its database
}

// Found makes this database that of headquarters, with its own entry in the
// register.
func (p *Peer) Found(ctx context.Context, f Founding) error {
	return p.exchange(ctx, func(d *txn) error {
		if err := d.founds(&f); err != nil {
			return err
		}
		local := d.self.Incarnation
		d.self.Office, d.self.Headquarter, d.self.Secret = f.Code, f.Code, ""
		d.self.Roots = slices.Concat(f.Succeeds, exchange.Roots{d.publicKey()})
		d.self.Local, d.self.Again = append(d.self.Local, local), f.Again || len(f.Succeeds) > 0
		if err := d.become(); err != nil {
			return err
		}
		return d.enter(portfolio.Program, Entry{Code: f.Code, Role: portfolio.RoleHeadquarters, Scope: portfolio.ScopeAll,
			Email: f.Email},
			portfolio.Setting{Field: portfolio.FieldKey, Value: d.publicKey()},
			portfolio.Setting{Field: portfolio.FieldLocal, Value: local})
	})
}

// founds returns why this database cannot become that of headquarters, nil if it can.
func (d *txn) founds(f *Founding) error {
	already := &fault.Invalid{Field: "this database", Why: "is that of office " + d.self.Office + " already",
		Action: fault.NameDatabaseOf}
	if d.headquarters() {
		already.Why = "is that of headquarters " + d.self.Office + " already"
	}
	switch {
	case d.self.Office == portfolio.LocalOffice && !portfolio.OfficeCode(f.Code):
		return notACode(f.Code)
	case d.self.Office == portfolio.LocalOffice:
		return nil
	case !d.headquarters() || d.self.Office != f.Code:
	case len(f.Succeeds) > 0 && !d.self.Roots.Extends(f.Succeeds):
		already.Action, already.Of = fault.SucceedHere, f.Code+" "+f.Succeeds.Fingerprint()
	case !slices.Contains(d.self.Roots, d.publicKey()):
		already.Why += ", whose signing key is missing"
		already.Action, already.Of = fault.ReplaceRoot, f.Code
	}
	return already
}

// CanFound returns an error if headquarters cannot have a code or an address.
func CanFound(code, email string) error {
	if !portfolio.OfficeCode(code) {
		return notACode(code)
	}
	r := portfolio.Record{ID: exchange.OfficeKey(code), Kind: portfolio.OfficeRecord}
	_, err := portfolio.Edit{Record: r.ID, Fields: []portfolio.Setting{{Field: portfolio.FieldEmail, Value: email}}}.
		Read(&r, &portfolio.Catalogue{})
	return err
}

func notACode(code string) error {
	return &fault.Invalid{Field: "office", Value: code, Why: "is not a code",
		Do: "write 2 to 32 small letters, digits and hyphens, such as roea"}
}

// become saves the new identity of this copy, under a new incarnation.
func (d *txn) become() error {
	if err := d.tx.SetSelf(d.self); err != nil {
		return err
	}
	if err := d.tx.Renew(); err != nil {
		return err
	}
	return d.look()
}

// enter validates and adds or changes an entry of the register.
func (d *txn) enter(person string, e Entry, more ...portfolio.Setting) error {
	role := e.Role
	if role == "" {
		role = portfolio.RoleOffice
	}
	fields := []portfolio.Setting{{Field: portfolio.FieldRole, Value: role}, {Field: portfolio.FieldScope, Value: e.Scope},
		{Field: portfolio.FieldEmail, Value: e.Email}}
	if e.Hub != "" {
		fields = append(fields, portfolio.Setting{Field: portfolio.FieldHub, Value: e.Hub})
	}
	fields = append(fields, more...)
	return d.change(person, e.Code, fields)
}

// change changes fields of an entry as a person entered them.
func (d *txn) change(person, code string, fields []portfolio.Setting) error {
	r, _, err := d.tx.Record(exchange.OfficeKey(code))
	if err != nil {
		return err
	}
	r.ID, r.Kind = exchange.OfficeKey(code), portfolio.OfficeRecord
	settings, err := portfolio.Edit{Record: r.ID, Fields: fields}.Read(&r, d.cat)
	if err != nil {
		return err
	}
	names := make([]string, len(settings))
	for i, s := range settings {
		names[i] = s.Field
		if s.Field == portfolio.FieldRecipient && !s.Unset {
			if err := checkRecipient(s.Value); err != nil {
				return err
			}
		}
	}
	if err := d.make(person, r.ID, settings, r.Log.Heads(names...)); err != nil {
		return err
	}
	return d.look()
}

// Amend changes fields of an office's entry, as headquarters.
func (p *Peer) Amend(ctx context.Context, person, code string, fields ...portfolio.Setting) error {
	return p.exchange(ctx, func(d *txn) error {
		if err := d.governs(code, true); err != nil {
			return err
		}
		if code == d.self.Office && sets(fields, portfolio.FieldRetired) {
			return &fault.Invalid{Field: "office", Value: code, Why: "is headquarters itself, without which nobody exchanges",
				Do: "retire the offices"}
		}
		if code == d.self.Office && sets(fields, portfolio.FieldScope) {
			return &fault.Invalid{Field: "office", Value: code, Why: "is headquarters itself, whose scope is everything",
				Do: "give the scope of an office"}
		}
		if err := d.change(person, code, fields); err != nil {
			return err
		}
		if sets(fields, portfolio.FieldHub) {
			return d.through(person, code)
		}
		return nil
	})
}

func sets(fields []portfolio.Setting, field string) bool {
	return slices.ContainsFunc(fields, func(s portfolio.Setting) bool { return s.Field == field })
}

// through checks that the hub of an entry can be one, and makes it one.
func (d *txn) through(person, code string) error {
	entry, _ := d.reg.Office(code)
	if entry.Hub == "" {
		return nil
	}
	hub, ok := d.reg.Office(entry.Hub)
	switch {
	case !ok || hub.Retired:
		return &fault.Invalid{Field: "hub", Value: entry.Hub, Why: "is not an office of the register",
			Do: "add the hub first"}
	case d.reg.Loops(code):
		return &fault.Invalid{Field: "hub", Value: entry.Hub, Why: "exchanges through " + code + " itself",
			Do: "change the hub of " + entry.Hub + " first"}
	case hub.Role != portfolio.RoleOffice:
		return nil
	}
	return d.change(person, hub.Code, []portfolio.Setting{{Field: portfolio.FieldRole, Value: portfolio.RoleHub}})
}

// governs returns an error if this copy cannot change the entry of an office.
func (d *txn) governs(code string, exists bool) error {
	_, ok := d.reg.Office(code)
	switch {
	case !d.headquarters():
		return &fault.Invalid{Field: "this database",
			Why: "is not that of headquarters, which alone changes the register", Action: fault.BeHeadquarters}
	case !portfolio.OfficeCode(code):
		return notACode(code)
	case exists && !ok:
		return &fault.Invalid{Field: "office", Value: code, Why: "is not in the register",
			Action: fault.ListOffices}
	case !exists && ok:
		return &fault.Invalid{Field: "office", Value: code, Why: "is in the register already",
			Action: fault.InviteAgain, Of: code}
	}
	return nil
}

// validDays is the default validity of an invitation.
const validDays = 60

// MaxDays is the longest validity of an invitation: ten years.
const MaxDays = 3653

// Invite adds an office to the register and returns its invitation.
func (p *Peer) Invite(ctx context.Context, person string, e Entry) (wire.Invitation, error) {
	var inv wire.Invitation
	err := p.exchange(ctx, func(d *txn) error {
		if err := d.governs(e.Code, false); err != nil {
			return err
		}
		setting, err := d.invitation(e.Code, e.Email, e.Days, &inv)
		if err != nil {
			return err
		}
		if err := d.enter(person, e, setting); err != nil {
			return err
		}
		return d.through(person, e.Code)
	})
	return inv, err
}

// invitation creates an invitation with a new secret, and returns what the
// register stores of it.
func (d *txn) invitation(code, email string, days int, inv *wire.Invitation) (portfolio.Setting, error) {
	if err := d.signs(); err != nil {
		return portfolio.Setting{}, err
	}
	random := d.Random
	if random == nil {
		random = rand.Reader
	}
	secret := make([]byte, 16)
	if _, err := io.ReadFull(random, secret); err != nil {
		return portfolio.Setting{}, fmt.Errorf("draw a secret: %w", err)
	}
	hq, _ := d.reg.Office(d.self.Office)
	until := portfolio.DateOf(d.tx.Now().AddDate(0, 0, min(cmp.Or(max(days, 0), validDays), MaxDays)))
	*inv = wire.Invitation{Office: code, Headquarters: d.self.Office, Email: hq.Email, Address: email,
		Key:       d.self.Roots.Current(),
		Succeeds:  strings.Join(d.self.Roots.Former(), " "),
		Recipient: hq.Recipient,
		Secret:    secretText.EncodeToString(secret), Until: until.Plain()}
	inv.Sign(d.Key)
	return portfolio.Setting{Field: portfolio.FieldInvitation, Value: SecretHash(inv.Secret) + " " + until.Plain()}, nil
}

// Rekey creates a new invitation for an office that has lost its laptop or its
// key. From then on, mail signed with the old key waits for a person, and mail
// to the office is not encrypted until the new copy sets a recipient.
func (p *Peer) Rekey(ctx context.Context, person, code string) (wire.Invitation, error) {
	var inv wire.Invitation
	err := p.exchange(ctx, func(d *txn) error {
		if err := d.governs(code, true); err != nil {
			return err
		}
		if code == d.self.Office {
			return &fault.Invalid{Field: "office", Value: code, Why: "is headquarters itself, whose key every office knows",
				Do: "keep its key file safe; it is in no backup of the database"}
		}
		o, _ := d.reg.Office(code)
		setting, err := d.invitation(code, o.Email, 0, &inv)
		if err != nil {
			return err
		}
		fields := []portfolio.Setting{setting}
		if len(o.Keys) > 0 {
			former := append(slices.Clone(o.Keys), o.FormerKeys...)
			fields = append(fields, portfolio.Setting{Field: portfolio.FieldKey, Unset: true},
				portfolio.Setting{Field: portfolio.FieldFormerKeys, Value: strings.Join(former, " ")})
		}
		if o.Retired {
			fields = append(fields, portfolio.Setting{Field: portfolio.FieldRetired, Unset: true})
		}
		if err := d.change(person, code, fields); err != nil {
			return err
		}
		// Also if none was set: a recipient that the lost copy set and that
		// arrives later was then set before this change.
		return d.amend(code, []portfolio.Setting{{Field: portfolio.FieldRecipient, Unset: true}})
	})
	return inv, err
}

// Accept makes this copy that of the invited office, with its key. leave is the
// code of the headquarters with which it exchanges, if it is to leave that for
// another one; otherwise empty.
func (p *Peer) Accept(ctx context.Context, inv wire.Invitation, leave string) error {
	if err := inv.Check(); err != nil {
		return err
	}
	return p.exchange(ctx, func(d *txn) error {
		again, err := d.admits(&inv, leave)
		if err != nil {
			return err
		}
		if d.self.Office == portfolio.LocalOffice {
			d.self.Local = append(d.self.Local, d.self.Incarnation)
		}
		d.self.Roots, d.self.Confirmed, d.self.Claimed = inv.Roots().With(d.self.Roots), "", ""
		d.self.Office, d.self.Headquarter, d.self.Secret = inv.Office, inv.Headquarters, inv.Secret
		d.self.Email, d.self.HQEmail, d.self.HQRecipient = inv.Address, inv.Email, inv.Recipient
		if err := d.become(); err != nil {
			return err
		}
		return d.sayAgain(again)
	})
}

// admits checks whether this copy may accept an invitation, and leaves its
// headquarters if it is to. It returns the changes to be made then.
func (d *txn) admits(inv *wire.Invitation, leave string) ([]portfolio.Change, error) {
	elsewhere := d.elsewhere(inv)
	switch {
	case d.headquarters():
		return nil, &fault.Invalid{Field: "this database", Why: "is headquarters itself",
			Do: "the invitation is for the office's own copy"}
	case leave != "" && !elsewhere:
		return nil, &fault.Invalid{Field: "headquarters", Value: leave, Why: "is not left: the invitation is not from another one",
			Do: "leave that out"}
	case !elsewhere && !d.self.Alone() && d.self.Office != inv.Office:
		return nil, &fault.Invalid{Field: "this database", Why: "is that of office " + d.self.Office + " already",
			Action: fault.NameDatabaseOf}
	case !elsewhere:
		return nil, d.joins(inv)
	}
	s, err := d.stock()
	if err != nil {
		return nil, err
	}
	if leave != d.self.Headquarter {
		l, err := d.leavingOf(inv, s)
		if err == nil {
			err = l.mustSay(leave)
		}
		return nil, err
	}
	d.self.Roots = nil
	for _, who := range s.authors {
		if who.Office != inv.Office && !slices.Contains(d.self.Local, who.String()) {
			d.self.Local = append(d.self.Local, who.String())
		}
	}
	return d.leave(s)
}
