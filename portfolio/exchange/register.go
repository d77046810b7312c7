package exchange

import (
	"crypto/ed25519"
	"slices"
	"strconv"
	"strings"

	"fieldfolio/portfolio"
)

// Office is an entry of headquarters' register.
type Office struct {
	Code       string
	Role       string   // headquarters, hub or office
	Scope      []string // codes of regions and countries; ScopeAll for everything
	Email      string
	Hub        string // code of the office through which it exchanges; empty for headquarters itself
	Keys       []string
	FormerKeys []string
	Recipient  string                // age recipient; empty if its mail is not encrypted
	Invitation string                // hash of the secret and the expiry date, until the office has joined
	Held       portfolio.ReviewRules // its own; nil if those of all offices apply
	MailLimit  int                   // bytes of a mail; 0 for the default
	Retired    bool
	Local      []string // incarnations of office local that became this office
}

// Register is headquarters' list of offices, in order of code. It says who may
// exchange with whom, and who may change what.
type Register struct{ offices []Office }

// OfficeKey returns the id of an office's record in the register.
func OfficeKey(code string) string { return string(portfolio.OfficeRecord) + ":" + code }

// NewRegister builds the register from its records. Only changes that
// headquarters has confirmed count; until then, what an office writes into the
// register has no effect anywhere.
func NewRegister(records []portfolio.Record, confirmed func(*portfolio.Change) bool) Register {
	var reg Register
	for i := range records {
		r := &records[i]
		code, ok := strings.CutPrefix(r.ID, OfficeKey(""))
		if r.Kind != portfolio.OfficeRecord || !ok || !portfolio.OfficeCode(code) {
			continue
		}
		log := portfolio.NewLog(r.Log.Changes()...)
		all := log.Changes()
		for i := range all {
			c := &all[i]
			if r.Log.Held(c.ID) || !confirmed(c) {
				log.Hold(c.ID, true)
			}
		}
		if o := officeOf(code, &log); o.Role != "" {
			reg.offices = append(reg.offices, o)
		}
	}
	slices.SortFunc(reg.offices, func(a, b Office) int { return strings.Compare(a.Code, b.Code) })
	return reg
}

func officeOf(code string, log *portfolio.Log) Office {
	text := func(field string) string { return log.State(field).Value.Text }
	list := func(field string) []string {
		return strings.FieldsFunc(text(field), func(r rune) bool { return r == ',' || r == ' ' })
	}
	o := Office{Code: code, Role: text(portfolio.FieldRole), Scope: list(portfolio.FieldScope),
		Email: text(portfolio.FieldEmail), Hub: text(portfolio.FieldHub),
		Keys: list(portfolio.FieldKey), FormerKeys: list(portfolio.FieldFormerKeys),
		Recipient: text(portfolio.FieldRecipient), Invitation: text(portfolio.FieldInvitation),
		Held: portfolio.ParseReviewRules(text(portfolio.FieldHeld)), Retired: text(portfolio.FieldRetired) == portfolio.Yes,
		Local: list(portfolio.FieldLocal)}
	o.MailLimit, _ = strconv.Atoi(text(portfolio.FieldMailLimit))
	return o
}

// Offices returns all offices in order of code. The caller must not modify
// them.
func (g Register) Offices() []Office { return g.offices }

// Office returns the office with a code, and false if there is none.
func (g Register) Office(code string) (*Office, bool) {
	i, ok := slices.BinarySearchFunc(g.offices, code, func(o Office, c string) int { return strings.Compare(o.Code, c) })
	if !ok {
		return nil, false
	}
	return &g.offices[i], true
}

// Headquarters returns the office with the role headquarters, the first in
// order of code if there are several.
func (g Register) Headquarters() (*Office, bool) {
	for i := range g.offices {
		if g.offices[i].Role == portfolio.RoleHeadquarters {
			return &g.offices[i], true
		}
	}
	return nil, false
}

// Of returns the office that made a change: the one named in its id, or the one
// that the copy has joined since it made changes as office local, or under
// another headquarters.
func (g Register) Of(id portfolio.ID) (*Office, bool) {
	if o, ok := g.Office(id.Office); ok {
		return o, true
	}
	for i := range g.offices {
		if slices.Contains(g.offices[i].Local, earlier(id)) {
			return &g.offices[i], true
		}
	}
	return nil, false
}

// earlier returns the name of the copy that made a change among the earlier
// copies of an office: its incarnation if its office was local, otherwise
// office.incarnation.
func earlier(id portfolio.ID) string {
	if id.Office == portfolio.LocalOffice {
		return id.Incarnation
	}
	return id.Office + "." + id.Incarnation
}

// Earlier reads the name of an earlier copy, and reports whether it is one that
// an office may have been: local, or one whose code is not, or not for another
// office, in the register.
func (g Register) Earlier(name, office string) (id portfolio.ID, ok bool) {
	id = portfolio.ID{Office: portfolio.LocalOffice, Incarnation: name, N: 1}
	if before, incarnation, found := strings.Cut(name, "."); found {
		id.Office, id.Incarnation = before, incarnation
		if _, taken := g.Office(before); taken || !portfolio.OfficeCode(before) || before == office {
			return id, false
		}
	}
	_, taken := g.Of(id)
	return id, !taken && id.CheckParts() == nil
}

// Rules returns the rules by which headquarters holds changes of an office, and
// the code of the entry that has them: the office's own, otherwise that of
// headquarters, which has those of all offices. Without either they are the
// default ones, and the code is empty.
func (g Register) Rules(code string) (rules portfolio.ReviewRules, of string) {
	if o, ok := g.Office(code); ok && len(o.Held) > 0 {
		return o.Held, code
	}
	if hq, ok := g.Headquarters(); ok && len(hq.Held) > 0 {
		return hq.Held, hq.Code
	}
	return portfolio.DefaultReviewRules, ""
}

// Parent returns the code of the office through which another one exchanges:
// its hub, or headquarters; empty for headquarters.
func (g Register) Parent(code string) string {
	o, ok := g.Office(code)
	hq, known := g.Headquarters()
	if !ok || !known || o.Role == portfolio.RoleHeadquarters {
		return ""
	}
	if h := g.hub(o); h != nil && !g.Loops(code) {
		return h.Code
	}
	return hq.Code
}

// hub returns the hub of an office, nil if it has none, or none that has
// joined.
func (g Register) hub(o *Office) *Office {
	h, ok := g.Office(o.Hub)
	if !ok || h.Retired || len(h.Keys) == 0 { // not before the hub has joined
		return nil
	}
	return h
}

// Loops reports whether an office is, through others, its own hub. No command
// creates such hubs, but merged changes can.
func (g Register) Loops(code string) bool {
	at := code
	for range g.offices {
		o, ok := g.Office(at)
		if !ok {
			return false
		}
		if at = o.Hub; at == code {
			return true
		}
	}
	return false
}

// Below reports whether code is the office above or exchanges through it,
// directly or through other hubs.
func (g Register) Below(code, above string) bool {
	for range len(g.offices) + 1 {
		if code == above {
			return true
		}
		if code = g.Parent(code); code == "" {
			return false
		}
	}
	return false
}

// ScopeOf returns the scope of a link to an office: the regions and countries of
// all offices below it, in order; only ScopeAll if one of them receives everything.
func (g Register) ScopeOf(code string) []string {
	var scope []string
	for _, o := range g.offices {
		if o.Code == code || !o.Retired && g.Below(o.Code, code) {
			scope = append(scope, o.Scope...)
		}
	}
	if slices.Contains(scope, portfolio.ScopeAll) {
		return []string{portfolio.ScopeAll}
	}
	slices.Sort(scope)
	return slices.Compact(scope)
}

// PublicKeys decodes keys of the register and leaves out invalid ones.
func PublicKeys(texts []string) []ed25519.PublicKey {
	var keys []ed25519.PublicKey
	for _, t := range texts {
		if k, err := portfolio.ParseKey(t); err == nil {
			keys = append(keys, k)
		}
	}
	return keys
}
