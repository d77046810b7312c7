package sync

import (
	"slices"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// ruling is headquarters' ruling on a change, with its reason.
type ruling struct {
	what     portfolio.Ruling
	why      string
	corrects bool // it is a correction of the day, see exchange.Receipt
}

// judge issues receipts for all changes that have none with a date, and for
// those that were held in doubt and arrived again without one. It returns the
// number of held changes.
func (d *txn) judge(cleared []portfolio.Change) (held int, err error) {
	waiting, err := d.tx.Unjudged()
	if err != nil {
		return 0, err
	}
	slices.SortFunc(waiting, func(a, b exchange.Arrival) int { return a.Change.ID.Compare(b.Change.ID) })
	d.judging, d.holding = map[string]looked{}, map[portfolio.ID]bool{}
	var out rulings
	add := func(r ruling, c *portfolio.Change) {
		out.add(r, d.reachedOn(c), c)
		if r.what == portfolio.Held {
			d.holding[c.ID] = true
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
		if j.Ruling == portfolio.Held && j.Person == portfolio.Program && doubtful(j.Why) {
			if r, ok, err := d.rule(c, ""); err != nil {
				return 0, err
			} else if ok && r.why != j.Why {
				add(r, c)
			}
		}
	}
	return held, d.give(&out)
}

// rulings are changes with the rulings on them, which are to be given together.
type rulings struct {
	of    map[dated][]exchange.ReceiptRef
	order []dated
}

// dated is a ruling with the day on which the changes reached headquarters.
type dated struct {
	ruling
	day portfolio.Date
}

// add adds the ruling on a change.
func (r *rulings) add(what ruling, day portfolio.Date, c *portfolio.Change) {
	of := dated{what, day}
	if r.of == nil {
		r.of = map[dated][]exchange.ReceiptRef{}
	}
	if r.of[of] == nil {
		r.order = append(r.order, of)
	}
	r.of[of] = append(r.of[of], exchange.RefOf(c))
}

// give issues the receipts of rulings by the program.
func (d *txn) give(r *rulings) error {
	for _, of := range r.order {
		if err := d.receipt(of.ruling, r.of[of], portfolio.Program, of.day); err != nil {
			return err
		}
	}
	return nil
}

// absent reports whether a change cannot be judged, because the record that it
// changes, or that it is about, is not here.
func (d *txn) absent(c *portfolio.Change) (bool, error) {
	if c.Creates == "" && portfolio.KindOf(c.Target()) != "" {
		return false, nil // of the document
	}
	r, here, err := d.judged(c.Target())
	if err != nil || !here || r.Kind == "" {
		return true, err
	}
	for _, on := range r.Reach().On {
		if about, here, err := d.judged(on); err != nil || !here || about.Kind == "" {
			return true, err
		}
	}
	return false, nil
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
	if d.judging == nil || len(d.judging) >= batch {
		d.judging = map[string]looked{}
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
	person, login, err := d.author(person)
	if err != nil {
		return err
	}
	for _, chunk := range exchange.ReceiptChunks(refs) {
		x := exchange.Receipt{ID: d.nextID(), Changes: chunk, Day: day, Ruling: r.what, Why: r.why,
			Corrects: r.corrects, Person: person, Login: login}
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
	by := d.authorOf(c)
	if by.own && doubt == "" {
		return ruling{}, true, nil
	}
	var why []string
	ok := true
	if !by.own {
		var err error
		if why, ok, err = d.objections(c, by); err != nil {
			return ruling{}, false, err
		}
	}
	if doubt != "" {
		why, ok = append([]string{doubt}, why...), true
	}
	if !ok || len(why) == 0 {
		return ruling{}, ok, nil
	}
	return ruling{what: portfolio.Held, why: portfolio.JoinReasons(why)}, true, nil
}
