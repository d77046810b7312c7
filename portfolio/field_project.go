package portfolio

import (
	"regexp"
	"slices"
	"strings"
)

// The texts of a project are bounded by these numbers of characters.
const (
	numberLimit  = 32
	titleLimit   = 400
	countryLimit = 120
	labelLimit   = 400
	noteLimit    = 4000
)

var projectFields = []FieldSpec{
	{
		Name: FieldNumber, Label: "Number", Form: "write three letters, a letter and two digits, such as PERU08", Limit: numberLimit, Needed: true, read: readNumber,
		of:  func(p *Project) FieldValue { return textValue(p.Number) },
		set: func(p *Project, v string) { p.Number, p.Provisional = v, strings.HasPrefix(v, provisional) },
	},
	{
		Name: FieldTitle, Label: "Title", Form: "write one line of text", Limit: titleLimit, Needed: true, read: readText(titleLimit),
		of:  func(p *Project) FieldValue { return textValue(p.Title) },
		set: func(p *Project, v string) { p.Title = v },
	},
	{
		Name: FieldKind, Label: "Kind", Form: "write field, global or field+global", Needed: true, read: readKind,
		of:  func(p *Project) FieldValue { return textValue(p.Kind.String()) },
		set: func(p *Project, v string) { p.Kind = kindOf(v) },
	},
	{
		Name: FieldProgramme, Label: "Programme", Form: "write its code, such as west-africa", Needed: true, read: readProgramme,
		of:  func(p *Project) FieldValue { return textValue(p.Programme) },
		set: func(p *Project, v string) { p.Programme = v },
	},
	{
		Name: FieldCountry, Label: "Country", Form: "write the country as the list shows it", Limit: countryLimit, read: readText(countryLimit),
		of:  func(p *Project) FieldValue { return textValue(p.Country) },
		set: func(p *Project, v string) { p.Country = v },
	},
	{
		Name: FieldPlaces, Label: "Places", Form: "write codes or names with shares, such as PE:50, EC:50, or EC:* for the rest", Needed: true, read: readPlaces,
		of:  func(p *Project) FieldValue { return textValue(FormatPortions(p.Places)) },
		set: func(p *Project, v string) { p.Places = portionsOf(v) },
	},
	{
		Name: FieldStart, Label: "First day", Form: dayForm, Day: true, read: readDay(FirstDay),
		of:  func(p *Project) FieldValue { return textValue(p.Duration.Start.Plain()) },
		set: func(p *Project, v string) { p.Duration.Start, p.Duration.StartAssumed = dateOf(v), false },
	},
	{
		Name: FieldEnd, Label: "Last day", Form: dayForm, Day: true, Side: LastDay, read: readDay(LastDay),
		of:  func(p *Project) FieldValue { return textValue(p.Duration.End.Plain()) },
		set: func(p *Project, v string) { p.Duration.End, p.Duration.EndAssumed = dateOf(v), false },
	},
	{
		Name: FieldStatus, Label: "Status by hand", Form: "write suspended, closed or cancelled, or nothing", read: readStatus,
		of:  func(p *Project) FieldValue { return textValue(string(p.ByHand)) },
		set: func(p *Project, v string) { p.ByHand = Status(v) },
	},
	moneyField(FieldApproved, "Approved", func(p *Project) *Amount { return &p.Amounts.Approved }),
	moneyField(FieldOverall, "Overall", func(p *Project) *Amount { return &p.Amounts.Overall }),
	moneyField(FieldShortfall, "Shortfall", func(p *Project) *Amount { return &p.Amounts.Shortfall }),
	{
		Name: FieldLines, Label: "Service lines", Form: "write codes with shares, such as DRG:60, LEI:40, or LEI:* for the rest", Needed: true, read: readLines,
		of:  func(p *Project) FieldValue { return textValue(FormatPortions(p.Lines)) },
		set: func(p *Project, v string) { p.Lines, p.Assigned = portionsOf(v), Assignment{} },
	},
	moneyField(FieldSpent, "Spent", func(p *Project) *Amount { return &p.Spent }),
	{
		Name: FieldSpentOn, Label: "Spent by", Form: dayForm, Day: true, Side: LastDay, read: readDay(LastDay),
		of:  func(p *Project) FieldValue { return textValue(p.SpentOn.Plain()) },
		set: func(p *Project, v string) { p.SpentOn = dateOf(v) },
	},
}

// dayForm says how a day is written.
const dayForm = "write 2011-06-30, Jun 2011, end 2012 or +6m"

func moneyField(name, label string, at func(*Project) *Amount) FieldSpec {
	return FieldSpec{
		Name: name, Label: label, Form: "write US dollars, such as 1234567, 1,234,567.50 or 1.2m", Money: true, read: readMoney,
		of:  func(p *Project) FieldValue { return FieldValue{at(p).Plain(), at(p).Known} },
		set: func(p *Project, v string) { *at(p) = amountOf(v) },
	}
}

// textValue returns a value that is unknown where there is no text.
func textValue(s string) FieldValue { return FieldValue{s, s != ""} }

// The next functions read canonical text, which was checked before.

func dateOf(v string) Date { d, _ := ParseDate(v); return d }

func portionsOf(v string) []Portion { p, _ := ParsePortions(v); return p }

func amountOf(v string) Amount {
	c, err := ParseMoney(v)
	return Amount{c, err == nil}
}

func kindOf(v string) Kind {
	for _, k := range Kinds {
		if k.String() == v {
			return k
		}
	}
	return 0
}

// provisional begins the numbers that stand for one which is not given yet.
const provisional = "PROV"

// numberForm has the number of today, its older printings TAJ/H03 and
// AD/CAM/99/D43, and provisional ones.
var numberForm = regexp.MustCompile(`^([A-Z]{4}[0-9]{2}|[A-Z]{3}/[A-Z][0-9]{2}|[A-Z]{2}/[A-Z]{3}/[0-9]{2}/[A-Z][0-9]{2}|PROV[0-9]{2,4})$`)

func readNumber(_ *Catalogue, text string) (string, error) {
	n := strings.ToUpper(text)
	if !numberForm.MatchString(n) {
		return "", &Invalid{Value: text, Why: "is no project number"}
	}
	return n, nil
}

// PlainNumber returns a number as it is searched for: capital letters and
// digits only, so that TAJ/H03 and tajh03 are one.
func PlainNumber(number string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z':
			return r - 'a' + 'A'
		case r >= 'A' && r <= 'Z' || r >= '0' && r <= '9':
			return r
		}
		return -1
	}, number)
}

func readKind(_ *Catalogue, text string) (string, error) {
	k := strings.ToLower(text)
	if kindOf(k) == 0 {
		return "", &Invalid{Value: text, Why: "is no kind of project"}
	}
	return k, nil
}

func readStatus(_ *Catalogue, text string) (string, error) {
	s := Status(strings.ToLower(text))
	switch {
	case slices.Contains(StatusesByHand, s):
		return string(s), nil
	case slices.Contains(Statuses, s):
		return "", &Invalid{Value: text, Why: "follows from the first and last day and is not set by hand", Do: "change the days, or write suspended, closed or cancelled"}
	}
	return "", &Invalid{Value: text, Why: "is no status"}
}

func readProgramme(cat *Catalogue, text string) (string, error) {
	var codes []string
	for _, p := range cat.Programmes {
		if strings.EqualFold(p.Code, text) || strings.EqualFold(p.Name, text) {
			return p.Code, nil
		}
		codes = append(codes, p.Code)
	}
	return "", &Invalid{Value: text, Why: "is no programme", Do: suggest(text, codes)}
}
