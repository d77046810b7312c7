package uitest

import (
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/seed"
)

// Sample is a small invented portfolio with what makes screens difficult: long
// and wide titles, titles from right to left, hostile characters, assumed and
// unknown days, unknown amounts, a provisional number, a misprint.
func Sample() *portfolio.Document {
	doc := &portfolio.Document{Catalogue: portfolio.Catalogue{
		Document: 20110430, Reference: 20110430,
		Programmes: []portfolio.Programme{
			{Code: "ruritania", Name: "Ruritania and neighbouring countries", List: "Annex 9, I"},
			{Code: "syldavia", Name: "Syldavia", List: "Annex 9, II"},
			{Code: "global", Name: "Global programmes", List: "Annex 2"},
		},
		Lines: []portfolio.Line{
			{Code: "drug-trafficking", Label: "DRG", Name: "Drug trafficking"},
			{Code: "border-control", Label: "BOR", Name: "Border control"},
			{Code: "law-enforcement", Label: "LEI", Name: "Law enforcement"},
			{Code: "piracy", Label: "PIR", Name: "Piracy"},
		},
		Places: []portfolio.Place{{Code: "RT", Name: "Ruritania"}, {Code: "SY", Name: "Syldavia"}, {Code: "global", Name: "Global"}},
	}}
	titles := []string{
		"An invented project whose amount and last day are misprinted in the document, with a title that is longer than any line of a small terminal",
		"加强边境管制与打击跨国有组织犯罪能力建设项目第二阶段",
		"تعزيز القدرات الوطنية لمكافحة الاتجار بالأشخاص",
		"सीमा नियंत्रण को सुदृढ़ करना", "Борьба с наркотиками",
		"Piracy \x1b[31mred\x1b[0m \u202eesrever\u202c\n on two lines 🚢🏴‍☠️",
		"Short", "Training centre", "Container control",
	}
	for i := range 30 {
		doc.Projects = append(doc.Projects, sampleProject(i, titles[i%len(titles)], doc.Catalogue.Lines))
	}
	p := &doc.Projects[0]
	p.Number, p.Duration.EndAssumed = "ABCX12", true
	p.Sources = []portfolio.Source{
		{Record: p.ID, Field: "programme", Where: "Annex 9, I"},
		{Record: p.ID, Field: "title", Where: "Annex 9, I, row 1"},
		{Record: p.ID, Field: "end", Where: "Annex 9, I, row 1", Printed: "30 Ju 2012", Taken: "2012-06-30", Why: "taken as June; July cannot be ruled out", Assumed: true},
		{Record: p.ID, Field: "approved", Where: "Annex 9, I, row 1", Printed: "1.234,567", Taken: "1234567", Why: "a misplaced separator, as in the rest of the list"},
	}
	p.Amounts.Approved = portfolio.Known(portfolio.Dollars(1_234_567))
	doc.SubProgrammes = samplePlan()
	doc.Published = samplePublished(doc)
	return doc
}

func sampleProject(i int, title string, lines []portfolio.Line) portfolio.Project {
	programmes, places := []string{"ruritania", "syldavia", "global"}, []string{"RT", "SY", "global"}
	n := "AB" + string(rune('A'+i%26)) + "X" + string(rune('0'+i/10)) + string(rune('0'+i%10))
	p := portfolio.Project{ID: n, Number: n, Title: title, Kind: portfolio.Field, Programme: programmes[i%3], Country: []string{"Ruritania", "Syldavia", "All countries"}[i%3],
		Places: []portfolio.Portion{{Code: places[i%3], Share: 10_000}}, Assigned: portfolio.Assignment{Reason: "Title", Confidence: "high"}}
	p.Lines = []portfolio.Portion{{Code: lines[i%4].Code, Share: 10_000}}
	if i%2 == 0 {
		p.Lines = []portfolio.Portion{{Code: lines[i%4].Code, Share: 6_667}, {Code: lines[(i+1)%4].Code, Share: 3_333}}
	}
	p.Duration = portfolio.Duration{Start: portfolio.Date(20050000 + i%3*10000 + 1106), End: portfolio.Date(20120630 + i%4*10000)}
	if i%7 == 3 {
		p.Duration.End = 0
	}
	if i%3 == 2 {
		p.Kind, p.Provisional = portfolio.Global, i%2 == 0
		p.Amounts.Overall = portfolio.Known(portfolio.Dollars(int64(900_000 + 77_777*i)))
		p.Amounts.Shortfall = portfolio.Known(portfolio.Dollars(int64(33_333 * i)))
		return p
	}
	p.Amounts.Approved = portfolio.Known(portfolio.Cents(100_000_000 + 12_345_678*int64(i)))
	return p
}

func samplePublished(doc *portfolio.Document) []portfolio.Published {
	sum := func(programme string) (s int64) {
		for _, p := range doc.Projects {
			if p.Programme == programme {
				s += int64(p.Amounts.Approved.Cents.RoundTo(100))
			}
		}
		return s
	}
	rule := func(q string) portfolio.Rule {
		return portfolio.Rule{Records: portfolio.RuleProjects, Measure: "approved", Query: q}
	}
	return []portfolio.Published{
		{ID: "a", Where: "Annex 9, II", Statement: "total Syldavia", Printed: "as added up", Unit: portfolio.USDollars, Value: int64(portfolio.Cents(sum("syldavia")).RoundTo(100_000_000)), RoundedTo: 100_000_000, Rule: rule("kind:field programme:syldavia")},
		{ID: "b", Where: "Annex 9, I", Statement: "total Ruritania and neighbouring countries, as printed", Printed: "US$ 20,111,000", Unit: portfolio.USDollars, Value: sum("ruritania") - 123_456_700, RoundedTo: 100, Rule: rule("kind:field programme:ruritania"), Note: "the list is broken over two pages"},
		{ID: "c", Where: "Section X", Statement: "share of Syldavia", Printed: "about a third", Unit: portfolio.PerCent, Value: 3_333, RoundedTo: 100, Rule: portfolio.Rule{Records: portfolio.RuleNone, Why: "the picture is lost"}},
		{ID: "d", Where: "Section VI, last row", Statement: "requirements of sub-programme 1", Printed: "$4,000,000", Unit: portfolio.USDollars, Value: 400_000_000, RoundedTo: 100, Rule: portfolio.Rule{Records: portfolio.RuleOutcomes, Codes: []string{"1"}}},
		{ID: "e", Where: "Section VI", Statement: "share of the requirements that is not funded, in a sentence longer than small screens are wide", Printed: "20%", Unit: portfolio.PerCent, Value: 2_000, RoundedTo: 100, Rule: portfolio.Rule{Records: portfolio.RuleActivities, Codes: []string{"1"}, Of: "d"}},
		{ID: "f", Where: "Section VI", Statement: "requirements once more", Printed: "$4,000,000", Unit: portfolio.USDollars, Value: 400_000_000, RoundedTo: 100, Rule: portfolio.Rule{Records: portfolio.RuleFigures, Codes: []string{"d"}}},
	}
}

func samplePlan() []portfolio.SubProgramme {
	part := func(label string, dollars int64) portfolio.ActivityPart {
		return portfolio.ActivityPart{Label: label, Shortfall: portfolio.Dollars(dollars)}
	}
	activity := portfolio.Activity{Code: "1.2/1", Label: "Training", Shortfall: portfolio.Known(portfolio.Dollars(700_000)),
		Parts:   []portfolio.ActivityPart{part("in classrooms, at universities and other places that have a long name", 500_000), part("elsewhere", 200_000)},
		Sources: []portfolio.Source{{Field: "shortfall", Where: "Section VI, outcome 1.2", Printed: ".7 m.", Taken: "700,000", Why: "Short for a million."}}}
	return []portfolio.SubProgramme{{Code: "1", Label: "International policy", Outcomes: []portfolio.Outcome{
		{Code: "1.1", Label: "Evidence", Budget: portfolio.Known(portfolio.Dollars(1_000_000))},
		{Code: "1.2", Label: "Laws, and the words \x1b[31mof laws", Budget: portfolio.Known(portfolio.Dollars(3_000_000)), Activities: []portfolio.Activity{activity},
			Sources: []portfolio.Source{{Field: "title", Where: "Section VI, row 2", Why: "Short words of ours."}, {Field: "budget", Where: "Section VI, row 2", Printed: "$3,000,000"}}},
	}}}
}

func Full() *Memory { return &Memory{Doc: Sample()} }

func Bare() *Memory {
	doc := Sample()
	doc.Projects, doc.Published, doc.SubProgrammes = nil, nil, nil
	return &Memory{Doc: doc}
}

// UnknownProject is a portfolio of one project of which nothing is known.
func UnknownProject() *Memory {
	doc := Sample()
	doc.Projects = []portfolio.Project{{ID: "X", Number: "X", Title: "Nothing is known"}}
	return &Memory{Doc: doc}
}

func Seeded(t testing.TB) *Memory {
	t.Helper()
	doc, err := seed.Document()
	if err != nil {
		t.Fatal(err)
	}
	return &Memory{Doc: doc}
}

// SampleID is the record of the project ABCX12.
const SampleID = "ABAX00"
