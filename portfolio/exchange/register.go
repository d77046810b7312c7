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
// exchange with whom, and who may change what. It is not modified.
type Register struct {
	offices []Office
	hq      string              // code of headquarters; empty if there is none
	parents map[string]string   // of the offices that exchange through another one
	direct  map[string][]string // offices that exchange through an office, without those below them
	local   map[string]string   // office by the incarnation of office local that became it
}

// OfficeKey returns the id of an office's record in the register.
func OfficeKey(code string) string { return string(portfolio.OfficeRecord) + ":" + code }

// NewRegister builds the register from its records. Only changes that
// headquarters has confirmed count; until then, what an office writes into the
// register has no effect anywhere.
func NewRegister(records []portfolio.Record, confirmed func(*portfolio.Change) bool) Register {
	return Register{}.With(records, confirmed)
}

// With returns the register with some of its records replaced or added.
func (g Register) With(records []portfolio.Record, confirmed func(*portfolio.Change) bool) Register {
	replaced := make(map[string]bool, len(records))
	var offices []Office
	for i := range records {
		r := &records[i]
		code, ok := strings.CutPrefix(r.ID, OfficeKey(""))
		if r.Kind != portfolio.OfficeRecord || !ok || !portfolio.OfficeCode(code) {
			continue
		}
		replaced[code] = true
		log := portfolio.NewLog(r.Log.Changes()...)
		all := log.Changes()
		for i := range all {
			c := &all[i]
			if r.Log.Held(c.ID) || !confirmed(c) {
				log.Hold(c.ID, true)
			}
		}
		if o := officeOf(code, &log); o.Role != "" {
			offices = append(offices, o)
		}
	}
	for i := range g.offices {
		if !replaced[g.offices[i].Code] {
			offices = append(offices, g.offices[i])
		}
	}
	slices.SortFunc(offices, func(a, b Office) int { return strings.Compare(a.Code, b.Code) })
	return indexed(offices)
}

// Same reports whether two registers are one and the same, as it was read once.
func (g Register) Same(o Register) bool {
	return len(g.offices) == len(o.offices) && (len(g.offices) == 0 || &g.offices[0] == &o.offices[0])
}

// indexed returns the register of offices in order of code.
func indexed(offices []Office) Register {
	g := Register{offices: offices, parents: map[string]string{}, direct: map[string][]string{},
		local: map[string]string{}}
	for i := range offices {
		o := &offices[i]
		if o.Role == portfolio.RoleHeadquarters && g.hq == "" {
			g.hq = o.Code
		}
		for _, incarnation := range o.Local {
			if _, taken := g.local[incarnation]; !taken {
				g.local[incarnation] = o.Code
			}
		}
	}
	for i := range offices {
		if above := g.above(&offices[i]); above != "" {
			g.parents[offices[i].Code] = above
			g.direct[above] = append(g.direct[above], offices[i].Code)
		}
	}
	return g
}

// above returns the code of the office through which another one exchanges.
func (g *Register) above(o *Office) string {
	switch h := g.hub(o); {
	case g.hq == "" || o.Role == portfolio.RoleHeadquarters:
		return ""
	case h != nil && !g.Loops(o.Code):
		return h.Code
	}
	return g.hq
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
func (g Register) Headquarters() (*Office, bool) { return g.Office(g.hq) }

// Of returns the office that made a change: the one named in its id, or the one
// that the copy has joined since it made changes as office local, or under
// another headquarters.
func (g Register) Of(id portfolio.ID) (*Office, bool) {
	if o, ok := g.Office(id.Office); ok {
		return o, true
	}
	return g.Office(g.local[earlier(id)])
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
func (g Register) Parent(code string) string { return g.parents[code] }

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
	for ; code != ""; code = g.Parent(code) {
		if code == above {
			return true
		}
	}
	return false
}

// Through returns the codes of an office and of all that exchange through it, in
// order; none for an office that is not in the register.
func (g Register) Through(code string) []string {
	if _, known := g.Office(code); !known {
		return nil
	}
	all := []string{code}
	for i := 0; i < len(all); i++ {
		all = append(all, g.direct[all[i]]...)
	}
	slices.Sort(all)
	return all
}

// Hanging returns the codes of the offices in use that exchange through another
// one, in order.
func (g Register) Hanging(code string) []string {
	return slices.DeleteFunc(g.Through(code), func(below string) bool {
		o, _ := g.Office(below)
		return below == code || o.Retired
	})
}

// ScopeOf returns the scope of a link to an office: the regions and countries of
// all offices below it, in order; only ScopeAll if one of them receives everything.
func (g Register) ScopeOf(code string) []string {
	var scope []string
	for _, below := range g.Through(code) {
		if o, _ := g.Office(below); o.Code == code || !o.Retired {
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
