package portfolio

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
)

// ReviewRule says that headquarters holds changes of a field: every change, or
// those that differ from the value before by more than a limit.
type ReviewRule struct {
	Field string
	Above string // the limit in canonical form, such as 100000, 10% or 6m; empty: every change is held
}

// String returns the rule as the register stores it, such as approved>10%.
func (r ReviewRule) String() string {
	if r.Above == "" {
		return r.Field
	}
	return r.Field + ">" + r.Above
}

// ReviewRules are the rules for the changes of an office. A field can have
// several limits; a change beyond any of them is held.
type ReviewRules []ReviewRule

// DefaultReviewRules hold every change of a budget. They apply until
// headquarters sets others.
var DefaultReviewRules = ReviewRules{{Field: FieldApproved}, {Field: FieldOverall}, {Field: FieldShortfall},
	{Field: FieldBudget}, {Field: FieldRequired}}

// noFields is the entry for "no field", because an empty list means the rules
// that apply otherwise.
const noFields = "none"

// ParseReviewRules returns the rules that the register stores as a text; nil if
// the text is empty.
func ParseReviewRules(text string) ReviewRules {
	var out ReviewRules
	for _, entry := range splitNames(text) {
		field, above, _ := strings.Cut(entry, ">")
		out = append(out, ReviewRule{field, above})
	}
	return out
}

// String returns the rules as the register stores them, in order; none for no
// rule.
func (rs ReviewRules) String() string {
	var entries []string
	for _, r := range rs {
		entries = append(entries, r.String())
	}
	if entries = slices.DeleteFunc(entries, func(e string) bool { return e == noFields }); len(entries) == 0 {
		return noFields
	}
	slices.Sort(entries)
	return strings.Join(slices.Compact(entries), ",")
}

// Shown returns the rules for people, such as approved budget above 10 %, title.
func (rs ReviewRules) Shown() string {
	var parts []string
	for _, r := range rs {
		f, err := ReviewedField(r.Field)
		switch {
		case err != nil: // the entry for no field
		case r.Above == "":
			parts = append(parts, f.InSentence())
		default:
			parts = append(parts, f.InSentence()+" "+f.ReviewTerms(r))
		}
	}
	if len(parts) == 0 {
		return "changes of no field"
	}
	return "changes of " + strings.Join(parts, ", ")
}

// Replace returns the rules with those of a field replaced: one for each limit,
// or one for every change if there is no limit.
func (rs ReviewRules) Replace(field string, limits ...string) ReviewRules {
	out := rs.Without(field)
	for _, above := range limits {
		out = append(out, ReviewRule{field, above})
	}
	if len(limits) == 0 {
		out = append(out, ReviewRule{Field: field})
	}
	return out
}

// Without returns the rules without those of a field.
func (rs ReviewRules) Without(field string) ReviewRules {
	return slices.DeleteFunc(slices.Clone(rs), func(r ReviewRule) bool { return r.Field == field })
}

// Needs reports whether the value before a change of the field is needed to
// judge it.
func (rs ReviewRules) Needs(field string) bool {
	return slices.ContainsFunc(rs, func(r ReviewRule) bool { return r.Field == field && r.Above != "" })
}

// Reason says why a change of a field from one value to another is held; empty
// if it is not.
func (rs ReviewRules) Reason(f *FieldSpec, was, is FieldValue) string {
	var beyond []string
	for _, r := range rs {
		switch {
		case r.Field != f.Name:
		case r.Above == "":
			return f.difference(was, is) + ", and headquarters reviews every change of it"
		case r.exceeded(f, was, is):
			beyond = append(beyond, f.limitShown(r.Above))
		}
	}
	switch len(beyond) {
	case 0:
		return ""
	case 1:
		return f.difference(was, is) + ", above the limit of " + beyond[0]
	}
	return f.difference(was, is) + ", above the limits of " + Enumerate(beyond)
}

// Unseen says why a change of a field is held if the value before it has not
// arrived yet.
func (rs ReviewRules) Unseen(f *FieldSpec, is FieldValue) string {
	return f.difference(FieldValue{}, is) + ", and the change before it has not reached headquarters"
}

// exceeded reports whether two values differ by more than the limit. A value
// that cannot be compared does.
func (r ReviewRule) exceeded(f *FieldSpec, was, is FieldValue) bool {
	switch {
	case was == is:
		return false
	case f.Money:
		return r.moneyExceeded(amountOf(was.Text), amountOf(is.Text))
	case f.Day:
		from, to := dateOf(was.Text), dateOf(is.Text)
		if !from.Known() || !to.Known() {
			return true
		}
		last, _ := CountFrom{Day: from, Side: f.Side}.Read("+" + r.Above)
		first, _ := CountFrom{Day: from, Side: f.Side}.Read("-" + r.Above)
		return !last.Known() || !first.Known() || to > last || to < first
	}
	share, ok := shareLimit(r.Above)
	return !ok || movedShare(portionsOf(was.Text), portionsOf(is.Text)) > share
}

func (r ReviewRule) moneyExceeded(was, is Amount) bool {
	by := max(is.Cents-was.Cents, was.Cents-is.Cents)
	if share, ok := shareLimit(r.Above); ok {
		// Exact, because a rounded share could be within the limit.
		return was.Cents == 0 || by*Cents(whole) > was.Cents*Cents(share)
	}
	limit, err := ParseMoney(r.Above)
	return err != nil || by > limit
}

// movedShare returns the share of a project that other codes have than before.
func movedShare(was, is []Portion) Percent {
	moved := Percent(0)
	for _, p := range is {
		before := Percent(0)
		if i := slices.IndexFunc(was, func(w Portion) bool { return w.Code == p.Code }); i >= 0 {
			before = was[i].Share
		}
		moved += max(0, p.Share-before)
	}
	return moved
}

// difference says what a change makes of the field: for an amount by how much
// in US dollars and per cent it is raised or lowered.
func (f *FieldSpec) difference(was, is FieldValue) string {
	name := f.InSentence()
	switch {
	case f.Money && was.Known && is.Known:
		return name + " " + moneyDifference(amountOf(was.Text).Cents, amountOf(is.Text).Cents)
	case !is.Known:
		return name + " removed (was " + f.reviewed(was) + ")"
	case f.Day && was.Known:
		return dayDifference(name, dateOf(was.Text), dateOf(is.Text))
	case f.Shared() && was.Known:
		return name + ": " + movedShare(portionsOf(was.Text), portionsOf(is.Text)).Plain() + " % of the project moved"
	case f.Limit > 0:
		return name + " changed"
	case was.Known || !f.Money && !f.Day:
		return name + " set to " + f.reviewed(is)
	}
	return name + " set to " + f.reviewed(is) + ", where there was none"
}

func (f *FieldSpec) reviewed(v FieldValue) string { return visible(f.WithUnit(v).Shown(), 60) }

func moneyDifference(was, is Cents) string {
	verb, by := "raised", is-was
	switch {
	case by == 0:
		return "set to " + is.ExactUSD().Shown() + " again"
	case by < 0:
		verb, by = "lowered", -by
	}
	text := verb + " by " + by.ExactUSD().Shown()
	if was > 0 {
		text += " (" + Share(by, was).Shown() + ")"
	}
	return text
}

func dayDifference(name string, was, is Date) string {
	when, n := "later", Days(was, is)-1
	if n < 0 {
		when, n = "earlier", -n
	}
	return fmt.Sprintf("%s moved from %s to %s, %s %s", name, was.Shown(), is.Shown(), CountOf(int(n), "day"), when)
}

// limitShown returns a limit for people.
func (f *FieldSpec) limitShown(above string) string {
	switch {
	case strings.HasSuffix(above, "%"):
		return strings.TrimSuffix(above, "%") + " %"
	case f.Money:
		c, _ := ParseMoney(above)
		return c.ExactUSD().Shown()
	case f.Day:
		_, parts, _ := spanParts(above)
		words := make([]string, len(parts))
		for i, p := range parts {
			words[i] = CountOf(p.n, timeUnits[p.unit])
		}
		return Enumerate(words)
	}
	return above
}

var timeUnits = map[string]string{"d": "day", "w": "week", "m": "month", "y": "year"}

// ReviewTerms says in words which changes of the field a rule holds.
func (f *FieldSpec) ReviewTerms(r ReviewRule) string {
	if r.Above == "" {
		return "every change"
	}
	return "above " + f.limitShown(r.Above)
}

// ReadReviewLimit returns the limit of a rule in canonical form: US dollars or
// per cent for an amount, years, months, weeks or days for a date, per cent for
// shares. Other fields have none.
func (f *FieldSpec) ReadReviewLimit(text string) (string, error) {
	given := strings.ToLower(strings.Join(strings.Fields(text), ""))
	wrong := &fault.Invalid{Field: "limit", Value: visible(text, 40)}
	_, share := shareLimit(given)
	switch {
	case f.Money:
		c, err := ParseMoney(strings.TrimPrefix(given, "us$"))
		if err == nil {
			return c.Plain(), nil
		}
		wrong.Why, wrong.Do = "of "+f.Name+" is not an amount or a share", "write US dollars or per cent, such as 100000 or 10%"
	case f.Day:
		limit := strings.TrimPrefix(given, "+")
		_, plain, ok := readSpan(limit)
		if _, err := (CountFrom{Day: 20110101}).Read(limit); ok && err == nil && !earlier(limit) {
			return strings.TrimPrefix(plain, "+"), nil
		}
		wrong.Why, wrong.Do = "of "+f.Name+" is not a length of time", "write years, months or days, such as 6m or 90d"
		share = false
	case f.Shared():
		wrong.Why, wrong.Do = "of "+f.Name+" is not a share", "write per cent, such as 20%"
	default:
		wrong.Why, wrong.Do = "cannot be given for "+f.Name, "only amounts, dates and shares have a limit; leave it out"
		share = false
	}
	if share {
		return given, nil
	}
	return "", wrong
}

var shareForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([0-9]{1,4}(\.[0-9]{1,2})?)%$`)
})

// shareLimit reads a limit in per cent.
func shareLimit(text string) (Percent, bool) {
	m := shareForm().FindStringSubmatch(text)
	if m == nil {
		return 0, false
	}
	n, err := strconv.ParseFloat(m[1], 64)
	return Percent(n*100 + 0.5), err == nil
}

// tidyRules matches the blanks around limits, which must go before rules are
// split at blanks.
var tidyRules = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\s*>\s*|\s+%`)
})

// readRules reads review rules: names of fields, each with a limit where one is
// given, such as approved>10%.
func readRules(_ *Catalogue, text string) (string, error) {
	text = tidyRules().ReplaceAllStringFunc(text, strings.TrimSpace)
	var out ReviewRules
	var unknown fault.Unknown
	for _, r := range ParseReviewRules(text) {
		if r.Field == noFields {
			continue
		}
		f, err := ReviewedField(r.Field)
		if err != nil {
			unknown.Add(r.Field, fault.RemedyOf(err).Text)
			continue
		}
		if strings.Contains(r.Above, ">") {
			return "", &fault.Invalid{Value: r.String(), Why: "has two limits", Do: "write the field again for the second"}
		}
		if r.Above != "" {
			if r.Above, err = f.ReadReviewLimit(r.Above); err != nil {
				return "", err
			}
		}
		out = append(out, ReviewRule{f.Name, r.Above})
	}
	if len(unknown) > 0 {
		return "", unknown.Invalid("is not a field that offices change", "are not fields that offices change")
	}
	return out.String(), nil
}

// ReviewedField returns the field of any kind of record that offices change, by
// its name, short or long. Of a name that several kinds have it returns the
// first: they have the same form.
func ReviewedField(name string) (*FieldSpec, error) {
	valid := []string{noFields, FieldWithdrawn}
	if name == FieldWithdrawn {
		return &withdrawnField, nil
	}
	for k := range sharedKinds {
		fields := sharedKinds[k].Fields
		for i := range fields {
			if fields[i].called(name) {
				return &fields[i], nil
			}
			valid = append(valid, fields[i].Name)
		}
	}
	return nil, &fault.Invalid{Field: "field", Value: name, Why: "is not a field that offices change",
		Do: fault.Suggest(name, valid)}
}
