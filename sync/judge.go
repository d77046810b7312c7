package sync

import (
	"fmt"
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// ruling is headquarters' ruling on a change, with its reason.
type ruling struct {
	what portfolio.Ruling
	why  string
}

// judge issues receipts for all changes that have none with a date, and for
// those that were held in doubt and arrived again without one. It returns the
// number of held changes.
func (d *txn) judge(cleared []portfolio.Change) (held int, err error) {
	waiting, err := d.tx.Unjudged()
	if err != nil {
		return 0, err
	}
	d.judging = map[string]looked{}
	type dated struct {
		ruling
		day portfolio.Date
	}
	groups, order := map[dated][]exchange.ReceiptRef{}, []dated(nil)
	add := func(r ruling, c *portfolio.Change) {
		of := dated{r, d.reachedOn(c)}
		if groups[of] == nil {
			order = append(order, of)
		}
		groups[of] = append(groups[of], exchange.RefOf(c))
		if r.what == portfolio.Held {
			held++
		}
	}
	for i := range waiting {
		r, ok, err := d.rule(&waiting[i].Change, waiting[i].Doubt)
		if err != nil {
			return 0, err
		}
		if ok {
			add(r, &waiting[i].Change)
		}
	}
	for i := range cleared {
		c := &cleared[i]
		j, err := d.tx.Judgement(c.ID)
		if err != nil {
			return 0, err
		}
		if j.Ruling == portfolio.Held && j.Person == Program && doubtful(j.Why) {
			if r, ok, err := d.rule(c, ""); err != nil {
				return 0, err
			} else if ok && r.why != j.Why {
				add(r, c)
			}
		}
	}
	for _, of := range order {
		if err := d.receipt(of.ruling, groups[of], Program, of.day); err != nil {
			return 0, err
		}
	}
	return held, nil
}

// reachedOn returns the day on which a change without a receipt reached
// headquarters: one of its own on the day when it was made, by headquarters' own
// clock, any other one today.
func (d *txn) reachedOn(c *portfolio.Change) portfolio.Date {
	today := portfolio.DateOf(d.tx.Now())
	if d.byThisOffice(c.ID) {
		return min(portfolio.DateOf(c.At), today)
	}
	return today
}

// byThisOffice reports whether the id of a change is that of this office, or of
// this copy before it joined.
func (d *txn) byThisOffice(id portfolio.ID) bool {
	o, known := d.reg.Of(id)
	return id.Office == d.self.Office || known && o.Code == d.self.Office
}

// looked is the cached result of reading a record.
type looked struct {
	record portfolio.Record
	here   bool
}

// judged returns the current record while changes are judged. The changes of
// one mail are mostly of few records, so these are cached.
func (d *txn) judged(name string) (portfolio.Record, bool, error) {
	if k, ok := d.judging[name]; ok {
		return k.record, k.here, nil
	}
	r, here, err := d.tx.Record(name)
	if len(d.judging) >= batch {
		clear(d.judging)
	}
	d.judging[name] = looked{r, here}
	return r, here, err
}

// receipt issues receipts for changes, with the day on which these reached
// headquarters; 0 for a later ruling.
func (d *txn) receipt(r ruling, refs []exchange.ReceiptRef, person string, day portfolio.Date) error {
	if err := d.signs(); err != nil {
		return err
	}
	for _, chunk := range exchange.ReceiptChunks(refs) {
		x := exchange.Receipt{ID: d.nextID(), Changes: chunk, Day: day, Ruling: r.what, Why: r.why, Person: person}
		c := exchange.NewReceipt(x, d.tx.Now(), d.Key)
		if err := c.Check(); err != nil {
			return err
		}
		if _, err := d.tx.Take([]exchange.Incoming{{Change: c}}); err != nil {
			return err
		}
	}
	return d.look()
}

// rule judges a change from its content, its author's rights and the register.
// It returns false if the record is not known yet, so that the change cannot be
// judged.
func (d *txn) rule(c *portfolio.Change, doubt string) (ruling, bool, error) {
	hold := func(format string, args ...any) (ruling, bool, error) {
		why := []rune(fmt.Sprintf(format, args...))
		return ruling{portfolio.Held, string(why[:min(len(why), 400)])}, true, nil
	}
	if doubt != "" {
		return hold("%s", doubt)
	}
	if d.byThisOffice(c.ID) {
		return ruling{}, true, nil
	}
	o, known := d.reg.Of(c.ID)
	r, here, err := d.judged(c.Target())
	if err != nil || !here || r.Kind == "" {
		return ruling{}, false, err
	}
	rights := r.Kind.Spec().Rights
	switch {
	case !known:
		return hold("its author's office, %s, is not in the register", c.ID.Office)
	case o.Retired:
		return hold("%s is retired", o.Code)
	case r.Base == nil && portfolio.KindOf(r.ID) == portfolio.ProjectRecord:
		return hold("%s is in no document, and nobody has made it", r.ID)
	case rights == portfolio.RightsNobody:
		return hold("it changes %s, which nobody does", r.Kind.WithArticle())
	case rights == portfolio.RightsUnknown:
		return hold("it is of %s, and there is no rule about who may change one", r.Kind.WithArticle())
	case rights == portfolio.RightsRegister:
		if why := d.amendable(&r, c, o); why != "" {
			return hold("%s", why)
		}
	}
	for _, f := range c.Fields {
		if slices.Contains(o.Held, f.Field) {
			return hold("%s needs headquarters", f.Field)
		}
	}
	if why := r.Unreadable(d.cat, c); why != "" {
		return hold("%s", why)
	}
	within, ok, err := d.within(&r, c, o)
	if err != nil || !ok {
		return ruling{}, false, err
	}
	if !within {
		return hold("%s is outside the scope of %s", r.Name(), o.Code)
	}
	return ruling{}, true, nil
}

// within reports whether an office has the right to make a change of a record;
// ok is false if that cannot be decided yet.
func (d *txn) within(r *portfolio.Record, c *portfolio.Change, o *exchange.Office) (within, ok bool, err error) {
	all := slices.Contains(o.Scope, portfolio.ScopeAll)
	switch r.Kind.Spec().Rights {
	case portfolio.RightsRegion:
		home, known := d.home(r)
		if s, sets := c.Setting(portfolio.FieldProgramme); sets && !all && !slices.Contains(o.Scope, s.Value) {
			return false, true, nil
		}
		return all || slices.ContainsFunc(home, func(p string) bool { return slices.Contains(o.Scope, p) }), known, nil
	case portfolio.RightsSubject:
		for _, on := range r.Reach().On {
			target, here, err := d.judged(on)
			if err != nil || !here || target.Kind == "" {
				return false, false, err
			}
			if target.Kind.Spec().Rights == portfolio.RightsRegion {
				home, known := d.home(&target)
				if in := slices.ContainsFunc(home, func(p string) bool { return slices.Contains(o.Scope, p) }); !all && !in {
					return false, known, nil
				}
			}
		}
		return true, true, nil
	case portfolio.RightsRegister: // judged before
		return true, true, nil
	case portfolio.RightsGlobal:
		return all || slices.Contains(o.Scope, portfolio.GlobalPlace), true, nil
	default: // judged before: nobody may
		return false, true, nil
	}
}

// ownChange reports whether this copy's office made a change, rather than
// another that uses its name.
func (d *txn) ownChange(id portfolio.ID) bool {
	if id.Office != d.self.Office {
		return false
	}
	found, err := d.tx.Find(id)
	return err == nil && len(found) > 0 && found[0].Doubt == ""
}

// home returns the regions that the document, the change that created the
// project, or headquarters gave it; regions given by other offices do not
// count.
func (d *txn) home(r *portfolio.Record) (regions []string, known bool) {
	if r.Base != nil {
		regions, known = append(regions, r.Base.Programme), true
	}
	for _, c := range r.Log.Changes() {
		s, ok := c.Setting(portfolio.FieldProgramme)
		if known = known || c.Creates != ""; ok && (c.Creates != "" || d.ownChange(c.ID)) {
			regions = append(regions, s.Value)
		}
	}
	return regions, known
}
