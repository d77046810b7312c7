package sync

import (
	"fmt"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// objections returns every reason for which headquarters holds a change of an
// office. ok is false if the change cannot be judged yet.
func (d *txn) objections(c *portfolio.Change, by author) (why []string, ok bool, err error) {
	r, here, err := d.judged(c.Target())
	if err != nil || !here || r.Kind == "" {
		return nil, false, err
	}
	if why, ok, err = d.noRight(&r, c, by); err != nil || !ok {
		return nil, false, err
	}
	why = append(why, r.Unreadable(d.cat, c)...)
	if by.office != nil {
		why = append(why, d.reviewed(&r, c, by.office)...)
	}
	return why, true, nil
}

// noRight returns the reasons for which an office has no right to make a change.
func (d *txn) noRight(r *portfolio.Record, c *portfolio.Change, by author) (why []string, ok bool, err error) {
	o := by.office
	add := func(format string, args ...any) { why = append(why, fmt.Sprintf(format, args...)) }
	switch {
	case o == nil:
		add("its author's office, %s, is not in the register", by.code)
	case o.Retired:
		add("%s is retired", o.Code)
	}
	switch rights := r.Kind.Spec().Rights; {
	case r.Base == nil && portfolio.KindOf(r.ID) == portfolio.ProjectRecord:
		add("%s is in no document, and nobody has made it", r.ID)
	case rights == portfolio.RightsNobody:
		add("it changes %s, which nobody does", r.Kind.WithArticle())
	case rights == portfolio.RightsUnknown:
		add("it is of %s, and there is no rule about who may change one", r.Kind.WithArticle())
	case o == nil:
	case rights == portfolio.RightsRegister:
		if wrong := d.amendable(r, c, o); wrong != "" {
			add("%s", wrong)
		}
	default:
		within, known, err := d.within(r, c, o)
		if err != nil || !known && len(why) == 0 {
			return nil, false, err
		}
		if !within {
			add("%s is outside the scope of %s", r.Name(), o.Code)
		}
	}
	return why, true, nil
}

// reviewed returns the reasons for which the review rules hold a change. Each
// value is compared with the one that it replaces.
func (d *txn) reviewed(r *portfolio.Record, c *portfolio.Change, o *exchange.Office) []string {
	rules, _ := d.reg.Rules(o.Code)
	var why []string
	for _, s := range c.Fields {
		f, err := portfolio.FindField(r.Kind, s.Field)
		if err != nil || f.Name != s.Field {
			continue
		}
		was, seen := d.replaced(r, c, s.Field)
		switch {
		case !seen && rules.Needs(f.Name):
			why = append(why, rules.Unseen(&f, s.FieldValue()))
		default:
			if reason := rules.Reason(&f, was, s.FieldValue()); reason != "" {
				why = append(why, reason)
			}
		}
	}
	return why
}

// replaced returns the value that a change replaces: that of the last change
// which its author had seen and headquarters has let through, otherwise the
// document's. So two changes cannot do together what one may not, if the first
// is held. seen is false if a change that the author had seen has not arrived.
func (d *txn) replaced(r *portfolio.Record, c *portfolio.Change, field string) (was portfolio.FieldValue, seen bool) {
	for {
		by, missing := r.Log.Before(c, field)
		switch {
		case missing:
			return was, false
		case by == nil:
			return r.Seeded(field), true
		case !r.Log.Held(by.ID) && !d.holding[by.ID]:
			return by.Sets(field), true
		}
		c = by
	}
}

// within reports whether an office has the right to make a change of a record;
// ok is false if that cannot be decided yet.
func (d *txn) within(r *portfolio.Record, c *portfolio.Change, o *exchange.Office) (within, ok bool, err error) {
	switch r.Kind.Spec().Rights {
	case portfolio.RightsArea:
		home, known := d.home(r)
		return portfolio.Covers(o.Scope, home) && mayPlace(c, o.Scope), known, nil
	case portfolio.RightsSubject:
		for _, on := range r.Reach().On {
			target, here, err := d.judged(on)
			if err != nil || !here || target.Kind == "" {
				return false, false, err
			}
			if target.Kind.Spec().Rights == portfolio.RightsArea {
				if home, known := d.home(&target); !portfolio.Covers(o.Scope, home) {
					return false, known, nil
				}
			}
		}
		return true, true, nil
	case portfolio.RightsGlobal:
		return portfolio.Covers(o.Scope, []string{portfolio.GlobalPlace}), true, nil
	default: // judged by its own rule, or by nobody
		return false, true, nil
	}
}

// mayPlace reports whether a change leaves its record in a scope: it does not
// set the programme, or to a region of the scope. A new project of a country
// is within, whatever its programme.
func mayPlace(c *portfolio.Change, scope []string) bool {
	s, sets := c.Setting(portfolio.FieldProgramme)
	if !sets || c.Creates != "" {
		return true
	}
	return portfolio.Covers(scope, []string{s.Value})
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

// home returns the region and countries that the document, the change that
// created the project, or headquarters gave it; those given by other offices,
// also by their people at headquarters, do not count.
func (d *txn) home(r *portfolio.Record) (areas []string, known bool) {
	if r.Base != nil {
		areas, known = r.Base.Areas(), true
	}
	all := r.Log.Changes()
	for i := range all {
		c := &all[i]
		known = known || c.Creates != ""
		if c.Creates != "" || len(c.Areas()) > 0 && d.byHeadquarters(c) {
			areas = append(areas, c.Areas()...)
		}
	}
	return areas, known
}
