package portfolio

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
)

// The maximum lengths of a project's texts, in characters.
const (
	numberLimit  = 32
	titleLimit   = 400
	countryLimit = 120
	labelLimit   = 400
	noteLimit    = 4000
)

// projectSpecs are the fields of projects in the order of the list command;
// those that can be edited are in the order of a form.
var projectSpecs = []FieldSpec{
	{
		Name: FieldNumber, Label: "Number",
		Form: "enter a number such as PERU08, or PROV01 if it has none yet", Limit: numberLimit, Needed: true, read: readNumber,
		Project: &ProjectField{
			Column:  own(textColumn("number", func(p *Project) *string { return &p.Number })),
			Key:     KeySpec{Key: KeyNumber, Compare: CompareNumbers, Sort: 1},
			List:    ListColumn{Name: "number", Head: "NUMBER"},
			Screen:  ScreenColumn{Head: "NUMBER", Label: "number", Place: 1, Width: 6},
			Show:    ShowLine{Value: func(p *Project, _ View) Value { return p.NumberValue() }},
			Assumed: func(p *Project) bool { return p.Provisional },
			after:   func(p *Project) { p.Provisional = strings.HasPrefix(p.Number, provisional) },
		},
	},
	{
		Name: FieldTitle, Label: "Title",
		Form: "enter one line of text", Limit: titleLimit, Needed: true, read: readText(titleLimit),
		Project: &ProjectField{
			Column: own(textColumn("title", func(p *Project) *string { return &p.Title })),
			Key:    KeySpec{Key: KeyTitle, Compare: CompareIndexed, Sort: 2},
			List:   ListColumn{Name: "title", Head: "TITLE"},
			Screen: ScreenColumn{Head: "TITLE", Label: "title", Place: 2},
		},
	},
	{
		Name: FieldKind, Label: "Kind",
		About: "as its programme if empty",
		Form:  "enter field, global or field+global", Needed: true, read: readKind,
		choose: &choosing{from: ofCatalogue(KindChoices)},
		Project: &ProjectField{
			Column: kindColumn,
			Key:    KeySpec{Key: KeyKind, Compare: CompareKinds, Example: "kind:field", Sort: 5, Choices: KindChoices},
			List:   ListColumn{Name: "kind"},
			Screen: ScreenColumn{Head: "KIND", Label: "kind", Place: 9, Width: 12, Drop: 8, Room: roomForMost},
		},
	},
	{
		Name: FieldProgramme, Label: "Programme",
		About: "under which it is listed",
		Form:  "enter its code, such as west-africa", Needed: true, read: readProgramme,
		choose: &choosing{from: ofCatalogue(programmeChoices)},
		Project: &ProjectField{
			Column: programmeColumn,
			Key: KeySpec{
				Key: KeyProgramme, Compare: CompareCodes, Example: "programme:west-africa",
				Sort: 4, Choices: programmeChoices,
			},
			List:   ListColumn{Name: "programme"},
			Screen: ScreenColumn{Head: "PROGRAMME", Label: "programme", Place: 5, Width: 20, Drop: 3, Room: roomForMost},
			Show:   ShowLine{Value: programmeValue},
		},
	},
	{
		Name: "region", // derived from the programme
		Project: &ProjectField{
			Column: programmeColumn,
			Key:    KeySpec{Key: KeyRegion, Compare: CompareCodes, Example: "region:west-africa", Choices: programmeChoices},
			List:   ListColumn{Name: "region"},
			Show:   ShowLine{Value: programmeValue},
		},
	},
	{
		Name: FieldScope, // derived from the programme and the places
		Project: &ProjectField{
			Column: programmeColumn,
			Key: KeySpec{
				Key: KeyScope, Also: []string{"my office", "office"}, Compare: CompareScope,
				Example: "scope:west-africa,KE", Choices: scopeChoices,
				In: []*StoredColumn{&placesColumn, &overallPlacesColumn},
			},
		},
	},
	{
		Name: FieldCountry, Label: "Country",
		About: "the name in lists",
		Form:  "enter a country, such as Peru, or several: Peru, Ecuador", Limit: countryLimit, read: readText(countryLimit),
		choose: &choosing{from: ofCatalogue(placeChoices), entry: func(c Choice) string { return c.Name }},
		Project: &ProjectField{
			Column: own(textColumn("country", func(p *Project) *string { return &p.Country })),
			Key: KeySpec{
				Key: KeyCountry, Also: []string{"countries"}, Compare: ComparePortions, Example: "country:ML",
				Sort: 3, Choices: placeChoices, In: []*StoredColumn{&placesColumn, &overallPlacesColumn},
			},
			List:   ListColumn{Name: "country", Head: "COUNTRY"},
			Screen: ScreenColumn{Head: "COUNTRY", Label: "country", Place: 3, Width: 13, Drop: 2, Room: 24},
		},
	},
	{
		Name: FieldPlaces, Also: []string{"place"}, Label: "Places",
		About: "counted in sums",
		Form:  "enter Peru, or several with their shares: Peru:60, Ecuador:40", Needed: true, read: readPlaces,
		choose: &choosing{from: ofCatalogue(placeChoices), naming: namedPlaces},
		Project: &ProjectField{
			Column: placesColumn,
			Screen: ScreenColumn{
				Head: "PLACES", Label: "places, one by one",
				Place: 4, Width: 16, Drop: 11, Room: roomForMost, Value: placesValue,
			},
		},
	},
	dayField(FieldSpec{Name: FieldStart, Label: "First day", Side: FirstDay}, &ProjectField{
		Column:  own(dayColumn("first_day", func(p *Project) *Date { return &p.Duration.Start })),
		Key:     KeySpec{Key: KeyStart, Also: []string{"starting", "start date", "begin"}, Compare: CompareDays, Sort: 7},
		List:    ListColumn{Name: "start", Head: "STARTS", DropOrder: 4},
		Screen:  ScreenColumn{Head: "STARTS", Label: "starts", Place: 6, Width: 9, Drop: 4, Room: roomForMost},
		Assumed: func(p *Project) bool { return p.Duration.StartAssumed },
		after:   func(p *Project) { p.Duration.StartAssumed = false },
	}),
	dayField(FieldSpec{Name: FieldEnd, Label: "Last day", Side: LastDay}, &ProjectField{
		Column:  lastDayColumn,
		Key:     KeySpec{Key: KeyEnd, Also: []string{"ending", "end date"}, Compare: CompareDays, Sort: 8},
		List:    ListColumn{Name: "end", Head: "ENDS"},
		Screen:  ScreenColumn{Head: "ENDS", Label: "ends", Place: 7, Width: 9, Drop: 1, Room: 12},
		Assumed: func(p *Project) bool { return p.Duration.EndAssumed },
		after:   func(p *Project) { p.Duration.EndAssumed = false },
	}),
	{
		Name: FieldStatus, Label: "Status by hand",
		About: "overrides the dates",
		Form:  "enter suspended, closed or cancelled, or nothing", read: readStatus,
		choose: oneOfCodes(StatusesByHand...),
		Project: &ProjectField{
			Column: statusColumn,
			Key:    KeySpec{Key: KeyStatus, Compare: CompareStatus, Example: "status:active", Sort: 6, Choices: StatusChoices},
			List:   ListColumn{Name: "status", Head: "STATUS", DropOrder: 3},
			Screen: ScreenColumn{Head: "STATUS", Label: "status", Place: 10, Width: 8, Drop: 9, Room: roomForMost},
			Show:   ShowLine{Value: func(p *Project, v View) Value { return Text(p.StatusOn(v.AsOf)) }},
		},
	},
	moneyField(FieldSpec{Name: FieldApproved, Also: []string{"approved_budget", "budget_approved"}, Label: "Approved",
		Noun: "approved budget", About: "funded, as in Annex 3"},
		&ProjectField{
			Column: own(centsColumn("approved", func(p *Project) *Amount { return &p.Amounts.Approved })),
			Key:    KeySpec{Key: KeyApproved, Also: []string{"budget", "approved budget"}, Compare: CompareAmounts, Sort: 10},
			after:  (*Project).SetRated,
			List:   ListColumn{Name: "approved_budget", Head: "APPROVED US$", DropOrder: 5},
		}),
	moneyField(FieldSpec{Name: FieldOverall, Also: []string{"overall_budget"}, Label: "Overall",
		Noun: "overall budget", About: "with what is unfunded"}, &ProjectField{
		Column: own(centsColumn("overall", func(p *Project) *Amount { return &p.Amounts.Overall })),
		Key:    KeySpec{Key: KeyOverall, Also: []string{"overall budget"}, Compare: CompareAmounts, Sort: 11},
		after:  (*Project).SetRated,
		List:   ListColumn{Name: "overall_budget", Head: "OVERALL US$", DropOrder: 5},
	}),
	moneyField(FieldSpec{Name: FieldShortfall, Label: "Shortfall"}, &ProjectField{
		Column: own(centsColumn("shortfall", func(p *Project) *Amount { return &p.Amounts.Shortfall })),
		Key:    KeySpec{Key: KeyShortfall, Also: []string{"unfunded"}, Compare: CompareAmounts, Sort: 12},
		List:   ListColumn{Name: "shortfall", Head: "SHORTFALL US$", DropOrder: 2},
	}),
	{
		Name: FieldOverallPlaces, Label: "Overall places",
		About: "if other than Places",
		Form:  "enter shares, such as Peru:60, Ecuador:40, or nothing",
		read:  readPlaces, choose: &choosing{from: ofCatalogue(placeChoices), naming: namedPlaces},
		Project: &ProjectField{
			Column: overallPlacesColumn,
			Show: ShowLine{
				Value: func(p *Project, v View) Value { return v.PortionsOfPlaces(p.OverallPlaces) },
				If:    func(p *Project) bool { return len(p.OverallPlaces) > 0 },
			},
		},
	},
	{
		Name:    "shortfall_on", // decides the years among which the shortfall is divided
		Project: &ProjectField{Column: dayColumn("shortfall_on", func(p *Project) *Date { return &p.ShortfallOn })},
	},
	{
		Name: FieldLines, Also: []string{"line", "lines"}, Label: "Service lines",
		Form: "enter DRG, or several with their shares: DRG:60, LEI:40", Needed: true, read: readLines,
		choose: &choosing{from: ofCatalogue(lineChoices), entry: func(c Choice) string { return c.Label },
			naming: namedLines},
		Project: &ProjectField{
			Column: own(portionsColumn("lines", func(p *Project) *[]Portion { return &p.Lines })),
			Key: KeySpec{
				Key: KeyLine, Also: []string{"theme", "service"}, Compare: ComparePortions, Example: "line:DRG",
				Sort: 9, Choices: lineChoices,
			},
			List: ListColumn{Name: "service_lines", Head: "SERVICE LINES", DropOrder: 1, Value: linesWithShares},
			Screen: ScreenColumn{
				Head: "LINES", Label: "service lines",
				Place: 8, Width: 11, Drop: 5, Room: roomForMost, Value: lineLabels,
			},
			after: func(p *Project) { p.Assigned = Assignment{} },
		},
	},
	{
		Name:    "assigned_because", // the service lines
		Project: &ProjectField{Column: own(textColumn("reason", func(p *Project) *string { return &p.Assigned.Reason }))},
	},
	{
		Name: "assigned_confidence",
		Project: &ProjectField{Column: own(textColumn("confidence",
			func(p *Project) *string { return &p.Assigned.Confidence }))},
	},
	spentField(&ProjectField{
		Column: own(centsColumn("spent", func(p *Project) *Amount { return &p.Amounts.Spent })),
		Key: KeySpec{Key: KeySpent, Also: []string{"expenditure", "spend", "spending"}, Compare: CompareAmounts, Example: "spent>100000",
			Sort: 13},
		List:  ListColumn{Name: "spent", Last: true, Head: "SPENT US$", DropOrder: 5},
		after: (*Project).SetRated,
		Show:  ShowLine{If: func(p *Project) bool { return p.Amounts.Spent.Known }},
	}),
	dayField(FieldSpec{Name: FieldSpentOn, Also: []string{"spent_by"}, Label: "Day of expenditure",
		Side: LastDay}, &ProjectField{
		Column: dayColumn("spent_on", func(p *Project) *Date { return &p.SpentOn }),
		List:   ListColumn{Name: "spent_on", Last: true},
		Show:   ShowLine{If: func(p *Project) bool { return p.Amounts.Spent.Known }},
	}),
	{
		Name: "rate", // derived from expenditure and budget
		Project: &ProjectField{
			Column: own(rateColumn),
			Key: KeySpec{
				Key: KeyRate, Also: []string{"implementation rate", "implementation"}, Compare: CompareRates,
				Example: "rate<30", Sort: 14,
			},
			List: ListColumn{Name: "rate", Last: true, Head: "RATE %", DropOrder: 5, Value: implementationRate},
			Screen: ScreenColumn{
				Head: "RATE", Label: "implementation rate",
				Place: 11, Width: 8, Right: true, Drop: 10, Room: roomForMost, Value: implementationRate,
			},
			Show: ShowLine{Value: implementationInFull, If: func(p *Project) bool { _, _, ok := p.Implementation(); return ok }},
		},
	},
	{
		Name: "elapsed", // derived from the duration and the as-of date
		Project: &ProjectField{
			Column: lastDayColumn,
			Screen: ScreenColumn{
				Head: "ELAPSED", Label: "share of time elapsed",
				Place: 12, Width: 7, Right: true, Drop: 12, Room: roomForMost, Value: elapsedShare,
			},
			Show: ShowLine{If: func(*Project) bool { return false }}, // the page has it beside the last day
		},
	},
	{
		Name: "rate_of", // the budget of which the rate is a share
		Project: &ProjectField{
			List: ListColumn{Name: "rate_of", Last: true, Value: rateOf},
			Show: ShowLine{Value: rateOf, If: func(p *Project) bool { _, _, ok := p.Implementation(); return ok }},
		},
	},
}

// roomForMost is the width in cells that the title must keep for most columns
// to be shown beside it.
const roomForMost = 60

// dayForm is the help text for entering a date.
const dayForm = "enter 2011-06-30, Jun 2011, end 2012 or +6m"

// moneyForm is the help text for entering an amount.
const moneyForm = "enter US dollars, such as 1234567, 1,234,567.50 or 1.2m"

func moneyField(f FieldSpec, of *ProjectField) FieldSpec {
	f.Form, f.Money, f.read, f.Project = moneyForm, true, readMoney, of
	return f
}

// spentForm is the help text for entering expenditure.
const spentForm = "enter what was spent, such as 250,000 or 250,000 on 30 Jun 2011"

// spentField is the expenditure, which is entered with its day.
func spentField(of *ProjectField) FieldSpec {
	f := moneyField(FieldSpec{Name: FieldSpent, Label: "Spent as of", Noun: "expenditure", Dated: FieldSpentOn}, of)
	f.Form = spentForm
	return f
}

func dayField(f FieldSpec, of *ProjectField) FieldSpec {
	f.Form, f.Day, f.read, f.Project = dayForm, true, readDay(f.Side), of
	return f
}

var lastDayColumn = own(dayColumn("last_day", func(p *Project) *Date { return &p.Duration.End }))

// kindColumn stores a kind as its bits.
var kindColumn = StoredColumn{
	Name: "kind", Type: IntegerColumn, Own: true,
	value: func(p *Project) any { return int64(p.Kind) },
	take: func(p *Project, v any) error {
		n, _, err := integerOf(v)
		p.Kind = Kind(n)
		return err
	},
	of:  func(p *Project) FieldValue { return textValue(p.Kind.String()) },
	set: func(p *Project, v string) { p.Kind = kindOf(v) },
}

var programmeColumn = func() StoredColumn {
	c := own(textColumn("programme", func(p *Project) *string { return &p.Programme }))
	c.Type = ProgrammeColumn
	return c
}()

var placesColumn = own(portionsColumn("places", func(p *Project) *[]Portion { return &p.Places }))

var overallPlacesColumn = portionsColumn("overall_places", func(p *Project) *[]Portion { return &p.OverallPlaces })

// statusColumn stores the status that was set by hand.
var statusColumn = own(textColumn("status", func(p *Project) *string { return (*string)(&p.ByHand) }))

// textValue returns s as a value, unknown if s is empty.
func textValue(s string) FieldValue { return FieldValue{s, s != ""} }

// The next functions read canonical text, which has been validated before.

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

// provisional is the prefix of numbers for projects that have no number yet.
const provisional = "PROV"

// numberForm matches today's project numbers, the older forms TAJ/H03 and
// AD/CAM/99/D43, and provisional numbers.
var numberForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([A-Z]{4}[0-9]{2}|[A-Z]{3}/[A-Z][0-9]{2}|[A-Z]{2}/[A-Z]{3}/[0-9]{2}/[A-Z][0-9]{2}|PROV[0-9]{2,4})$`)
})

func readNumber(_ *Catalogue, text string) (string, error) {
	n := strings.ToUpper(text)
	if !numberForm().MatchString(n) {
		return "", &fault.Invalid{Value: text, Why: "is not a project number"}
	}
	return n, nil
}

// NumberTaken returns the fault of a number that another project has, which is named by its title.
func NumberTaken(number, title string) *fault.Invalid {
	return &fault.Invalid{Field: FieldNumber, Value: number, Why: fmt.Sprintf("is that of another project, %q", title),
		Do: "edit that one, or give another number"}
}

// PlainNumber returns a number in the form used for searching: upper-case
// letters and digits only, so that TAJ/H03 and tajh03 are equal.
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
		return "", &fault.Invalid{Value: text, Why: "is not a kind of project"}
	}
	return k, nil
}

func readStatus(_ *Catalogue, text string) (string, error) {
	s := Status(strings.ToLower(text))
	switch {
	case slices.Contains(StatusesByHand, s):
		return string(s), nil
	case slices.Contains(Statuses, s):
		return "", &fault.Invalid{Value: text, Why: "follows from the first and last day and is not set by hand",
			Do: "change the days, or write suspended, closed or cancelled"}
	}
	return "", &fault.Invalid{Value: text, Why: "is not a status"}
}

func readProgramme(cat *Catalogue, text string) (string, error) {
	var codes []string
	for _, p := range cat.Programmes {
		if strings.EqualFold(p.Code, text) || strings.EqualFold(p.Name, text) {
			return p.Code, nil
		}
		codes = append(codes, p.Code)
	}
	return "", &fault.Invalid{Value: text, Why: "is not a programme", Do: fault.Suggest(text, codes)}
}
