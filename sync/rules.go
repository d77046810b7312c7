package sync

import (
	"cmp"
	"context"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
)

// RuleRow is a rule by which headquarters holds changes.
type RuleRow struct {
	Office string // whose changes it holds; empty for all offices without rules of their own
	Rule   portfolio.ReviewRule
	By     *portfolio.Change // the change of the register that set it; nil for a default rule
}

// Rules returns the rules by which headquarters holds changes: first those for
// all offices, then those of single offices, in order of code.
func (p *Peer) Rules(ctx context.Context) (RulesReport, error) {
	var out RulesReport
	err := p.exchange(ctx, func(d *txn) error {
		hq, _ := d.reg.Headquarters()
		rules, of := d.reg.Rules("")
		if err := d.addRules(&out, "", of, rules); err != nil {
			return err
		}
		for _, o := range d.reg.Offices() {
			if len(o.Held) == 0 || hq != nil && o.Code == hq.Code {
				continue
			}
			if err := d.addRules(&out, o.Code, o.Code, o.Held); err != nil {
				return err
			}
		}
		return nil
	})
	return out, err
}

// addRules adds rows with the rules of the entry of; empty for default rules.
func (d *txn) addRules(out *RulesReport, office, of string, rules portfolio.ReviewRules) error {
	var by *portfolio.Change
	if of != "" {
		r, _, err := d.tx.Record(exchange.OfficeKey(of))
		if err != nil {
			return err
		}
		by = r.Log.State(portfolio.FieldHeld).By
	}
	for _, rule := range rules {
		*out = append(*out, RuleRow{office, rule, by})
	}
	return nil
}

// RulesReport is the rules by which headquarters holds changes.
type RulesReport []RuleRow

// Table returns the rules for programs: office (all for those of all offices),
// field, above, person, day and change.
func (rows RulesReport) Table() portfolio.Table {
	t := portfolio.Table{Name: "rule", Columns: []portfolio.Column{{Name: "office"}, {Name: "field"}, {Name: "above"},
		{Name: "person"}, {Name: "day"}, {Name: "change"}}}
	for _, r := range rows {
		row := portfolio.Texts([]string{cmp.Or(r.Office, "all"), r.Rule.Field, r.Rule.Above, "", "", ""})
		if r.By != nil {
			row[3], row[4], row[5] = portfolio.Text(r.By.Person), portfolio.DateOf(r.By.At), r.By.ID
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// Page returns the rules for people.
func (rows RulesReport) Page() portfolio.Table {
	t := portfolio.Table{Name: "rule", Title: "Changes that headquarters holds for review",
		Columns: []portfolio.Column{{Name: "office", Head: "OFFICE"}, {Name: "field", Head: "FIELD"},
			{Name: "held", Head: "HELD"}, {Name: "person", Head: "SET BY"}, {Name: "day", Head: "ON", DropOrder: 1}}}
	for _, r := range rows {
		row := portfolio.Texts([]string{cmp.Or(r.Office, "all offices"), r.Rule.Field, termsOf(r.Rule), "by default", ""})
		if r.By != nil {
			row[3], row[4] = portfolio.Text(r.By.Person), portfolio.DateOf(r.By.At)
		}
		t.Rows = append(t.Rows, row)
	}
	t.Notes = fault.Remarks("Also held: changes outside the scope or rights of their office, " +
		"values that cannot be read, and changes whose author is not certain.")
	return t
}

func termsOf(r portfolio.ReviewRule) string {
	f, err := portfolio.ReviewedField(r.Field)
	if err != nil {
		return "no change" // the entry that stands for no field
	}
	return f.ReviewTerms(r)
}

// HoldSpec says which review rules to change.
type HoldSpec struct {
	Office string   // empty: of all offices
	Fields []string // names of fields
	Above  []string // limits as a person entered them; none: every change is held
	Off    bool     // changes of the fields are not held
	Reset  bool     // all rules as if none had been set
}

// Hold changes review rules, as headquarters. It returns the rules of the
// office, or of all offices, as they are then.
func (p *Peer) Hold(ctx context.Context, person string, spec HoldSpec) (portfolio.ReviewRules, error) {
	var rules portfolio.ReviewRules
	err := p.exchange(ctx, func(d *txn) error {
		code := spec.Office
		if code == "" {
			code = d.self.Office
		}
		if err := d.governs(code, true); err != nil {
			return err
		}
		set := portfolio.Setting{Field: portfolio.FieldHeld, Unset: true}
		if !spec.Reset {
			rules, _ = d.reg.Rules(code)
			changed, err := spec.apply(rules)
			if err != nil {
				return err
			}
			set = portfolio.Setting{Field: portfolio.FieldHeld, Value: changed.String()}
		}
		if err := d.change(person, code, []portfolio.Setting{set}); err != nil {
			return err
		}
		rules, _ = d.reg.Rules(code)
		return nil
	})
	return rules, err
}

// apply returns the rules with those of the fields replaced. The error has
// every fault in fields and limits.
func (s HoldSpec) apply(rules portfolio.ReviewRules) (portfolio.ReviewRules, error) {
	var faults fault.Faults
	for _, name := range s.Fields {
		f, err := portfolio.ReviewedField(name)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		var limits []string
		for _, above := range s.Above {
			limit, err := f.ReadReviewLimit(above)
			if err != nil {
				faults = append(faults, err)
				continue
			}
			limits = append(limits, limit)
		}
		if s.Off {
			rules = rules.Without(f.Name)
		} else {
			rules = rules.Replace(f.Name, limits...)
		}
	}
	return rules, faults.Err()
}
