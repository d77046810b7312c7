package reconcile

import (
	"fmt"
	"slices"
	"strings"

	"fieldfolio/portfolio"
)

// Carried is the tolerance of a rounded figure from which another one is computed.
type Carried struct {
	Of     portfolio.Published
	Times  int64 // how often it is used
	Within int64 // in the unit of the rounded figure
	Adds   int64 // in all to the tolerance of the computed figure, in its unit
}

// carried returns the tolerances of the rounded figures from which a figure is computed. For a
// share, the tolerance of a part is divided by the whole, and that of the whole counts as much as
// the share.
func (b auditBase) carried(p portfolio.Published, computed int64) []Carried {
	whole := portfolio.Cents(b.figures[p.Rule.Of].Value)
	ofWhole := func(n int64) int64 {
		if whole == 0 {
			return n
		}
		return int64(portfolio.Share(portfolio.Cents(n), whole))
	}
	var all []Carried
	for _, id := range usedFigures(p.Rule) {
		of := b.figures[id]
		if within := b.within(of, map[string]bool{p.ID: true}); within > 0 {
			times := timesUsed(p.Rule, id)
			all = append(all, Carried{Of: of, Times: times, Within: within, Adds: ofWhole(times * within)})
		}
	}
	of := b.figures[p.Rule.Of]
	if within := b.within(of, map[string]bool{p.ID: true}); within > 0 {
		adds := portfolio.Cents(ofWhole(within)*max(computed, -computed)).RoundTo(10_000) / 10_000
		all = append(all, Carried{Of: of, Times: 1, Within: within, Adds: int64(adds)})
	}
	return all
}

// usedFigures returns the figures that a rule adds up or subtracts, each once, in the order of the
// rule.
func usedFigures(rule portfolio.Rule) []string {
	var ids []string
	if rule.Records != portfolio.RuleFigures {
		return nil
	}
	for _, code := range rule.Codes {
		if id := strings.TrimPrefix(code, "-"); !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

func timesUsed(rule portfolio.Rule, id string) (n int64) {
	for _, code := range rule.Codes {
		if strings.TrimPrefix(code, "-") == id {
			n++
		}
	}
	return n
}

// within returns how far a figure may be from the exact one: its own tolerance and, if it is
// computed from other figures, theirs; if it only repeats another one, the larger of both. Figures
// in via are on the way here and end the search.
func (b auditBase) within(p portfolio.Published, via map[string]bool) int64 {
	sum := p.Within()
	if p.Unit == portfolio.PerCent || via[p.ID] {
		return sum
	}
	via[p.ID] = true
	defer delete(via, p.ID)
	for _, id := range usedFigures(p.Rule) {
		if of, ok := b.figures[id]; ok && !via[id] {
			within := b.within(of, via)
			if len(p.Rule.Codes) == 1 {
				return max(sum, within)
			}
			sum += timesUsed(p.Rule, id) * within
		}
	}
	return sum
}

// Within returns the tolerance of the verdict, in the unit of the figure: its own, and those of
// the rounded figures from which it is computed.
func (f Finding) Within() int64 {
	sum := f.Published.Within()
	for _, c := range f.Carried {
		sum += c.Adds
	}
	return sum
}

// ToleranceValue returns the tolerance of the verdict; 0 if all figures are exact, unknown if the
// figure cannot be checked.
func (f Finding) ToleranceValue() portfolio.Value {
	if f.Verdict == CannotBeChecked {
		return portfolio.FieldValue{}
	}
	return f.exactly(f.Within())
}

// Tolerance says how much a figure may differ that is printed in round numbers, or computed from
// others that are, such as: agrees within 500,000, as it is printed to the million. It is empty
// for exact figures, for those that need no tolerance, and for those that cannot be checked.
func (f Finding) Tolerance() string {
	if f.Verdict == CannotBeChecked || f.Within() == 0 || f.Difference == 0 {
		return ""
	}
	verb := "would agree within "
	if f.Verdict == Agrees {
		verb = "agrees within "
	}
	reasons := f.reasons()
	text := verb + f.toleranceText(f.Within())
	switch own := f.Published.Within(); {
	case len(f.Carried) == 0:
		return text + ", " + reasons[0]
	case own == 0 && len(reasons) == 1:
		return text + ", " + reasons[0]
	case own > 0:
		reasons[0] = f.exactly(own).Shown() + " " + reasons[0]
	}
	return text + ", the sum of " + portfolio.Enumerate(reasons)
}

// reasons says where the tolerance comes from: first how the figure itself is printed, if that is
// not exact.
func (f Finding) reasons() []string {
	var out []string
	if f.Published.Within() > 0 {
		out = append(out, "as it is printed "+printedUnit(&f.Published))
	}
	for _, c := range f.Carried {
		of := &c.Of
		text := fmt.Sprintf("the tolerance of “%s” (%s, %s)", of.Printed, of.Statement, of.Where)
		if c.Times > 1 {
			text = fmt.Sprintf("%d times %s", c.Times, text)
		}
		if f.Whole != 0 {
			text = fmt.Sprintf("%s for the %s of “%s” (%s, %s)", f.exactly(c.Adds).Shown(),
				portfolio.Cents(c.Times*c.Within).Exactly().Shown(), of.Printed, of.Statement, of.Where)
		} else if len(f.Carried) > 1 || f.Published.Within() > 0 {
			text = f.exactly(c.Adds).Shown() + ", " + text
		}
		out = append(out, text)
	}
	return out
}

// toleranceText returns a tolerance in full; of a share, with its unit.
func (f Finding) toleranceText(n int64) string {
	if f.Published.Unit == portfolio.PerCent {
		return f.exactly(n).Shown() + " percentage points"
	}
	return f.exactly(n).Shown()
}

// exactly returns an amount with cents, a number, or a number of percentage points with both
// decimals, as far as they are not 0.
func (f Finding) exactly(n int64) portfolio.Value {
	if f.Published.Unit == portfolio.USDollars {
		return portfolio.Cents(n).Exactly()
	}
	return portfolio.Number(n)
}

// printedUnit says to which unit a figure is printed, with its wording.
func printedUnit(p *portfolio.Published) string {
	text := "to the " + unitName(*p)
	if p.Spread > 0 {
		text = "“" + p.Printed + "”"
	}
	if p.Wording != "" {
		text += fmt.Sprintf(" (“%s”)", p.Wording)
	}
	return text
}

// unitName returns the unit to which a figure is printed in words.
func unitName(p portfolio.Published) string {
	if p.Unit == portfolio.PerCent {
		if p.RoundedTo == 100 {
			return "whole per cent"
		}
		return portfolio.Percent(p.RoundedTo).Plain() + " per cent"
	}
	names := map[int64]string{
		1_000: "ten", 10_000: "hundred", 100_000: "thousand", 1_000_000: "ten thousand",
		10_000_000: "hundred thousand", 100_000_000: "million", 1_000_000_000: "ten million",
		10_000_000_000: "hundred million", 100_000_000_000: "thousand million",
	}
	if name, ok := names[p.RoundedTo]; ok {
		return name
	}
	return "nearest " + portfolio.Cents(p.RoundedTo).Exactly().Shown()
}
