package reconcile

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

// auditRows makes rows A, B, C … with amounts in US dollars.
func auditRows(dollars ...int64) []Row {
	rows := make([]Row, len(dollars))
	for i, d := range dollars {
		rows[i] = Row{Record: string(rune('A' + i)), Amount: portfolio.Dollars(d)}
	}
	return rows
}

// audit makes the input for a printed total in whole dollars.
func audit(published int64, rows []Row) AuditInput {
	in := AuditInput{Published: portfolio.Dollars(published), RoundedTo: 100, Rows: rows}
	for _, r := range rows {
		in.Computed += r.Amount
	}
	return in
}

func printedRow(rows []Row, i int, printed string) []Row {
	rows[i].Printed = printed
	return rows
}

func TestFindCauses(t *testing.T) {
	tests := []struct {
		name string
		in   AuditInput
		want []string // kind and records
	}{
		{"agrees", audit(24_675, auditRows(1_200, 3_475, 20_000)), nil},
		{"one left out", audit(21_200, auditRows(1_200, 3_475, 20_000)), []string{"left out B"}},
		{"two left out", audit(1_200, auditRows(1_200, 3_475, 20_111)), []string{"left out B C"}},
		{"one counted twice", audit(28_150, auditRows(1_200, 3_475, 20_000)), []string{"counted twice B"}},
		{"two counted twice", audit(29_350, auditRows(1_200, 3_475, 20_000)), []string{"counted twice A B"}},
		{"two rows of the same amount", audit(23_500, auditRows(3_475, 3_475, 20_025)), []string{"left out A", "left out B"}},
		{"a zero makes no pair", audit(21_200, auditRows(1_200, 3_475, 20_000, 0)), []string{"left out B"}},
		{"a subtracted row left out", audit(21_200, auditRows(1_200, 20_000, -3_475)), []string{"left out C"}},
		{"read literally beats a factor", audit(21_203, printedRow(auditRows(1_200, 3_475, 20_000), 1, "3.475")), []string{"read literally B"}},
		{"a factor where the print is ordinary", audit(21_203, printedRow(auditRows(1_200, 3_475, 20_000), 1, "$3,475")), []string{"factor B"}},
		{"decimal comma", audit(14_700, printedRow(auditRows(1_200, 13_500_000), 1, "13.500,000")), []string{"read literally B"}},
		{"a word overlooked", audit(1_210, printedRow(auditRows(1_200, 9_900_000), 1, "9.9 million")), []string{"read literally B"}},
		{"swap in the total", audit(46_974, auditRows(3_071, 15_202, 7_450, 15_300, 5_924)), []string{"swapped digits"}},
		{"swap in a row", audit(49_723, auditRows(27_411, 15_202, 7_290)), []string{"swapped digits B"}},
		{"total times 10", audit(246_750, auditRows(1_200, 3_475, 20_000)), []string{"factor"}},
		{"total divided by 1000", audit(25, auditRows(1_200, 3_475, 20_000)), []string{"factor"}},
		{"row times 100", audit(368_700, auditRows(1_200, 3_475, 20_000)), []string{"factor B"}},
		{"row divided by 10", audit(6_675, auditRows(1_200, 3_475, 20_000)), []string{"factor C"}},
		{"a single row is the total", audit(21, auditRows(12)), []string{"swapped digits"}},
		{"no cause", audit(24_661, auditRows(1_203, 3_479, 20_011)), nil},
		{"no rows", audit(5, nil), nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(FindCauses(tt.in)); !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// told returns the kind and the records of each cause.
func told(causes []Cause) []string {
	var out []string
	for _, c := range causes {
		out = append(out, strings.Join(append([]string{string(c.Kind)}, c.Records...), " "))
	}
	return out
}

func TestFindCausesRounded(t *testing.T) {
	in := audit(0, auditRows(1_204_000, 3_475_000, 20_111_000))
	in.Published, in.RoundedTo = portfolio.Dollars(21_300_000), portfolio.Dollars(100_000)
	if got := told(FindCauses(in)); !slices.Equal(got, []string{"left out B"}) {
		t.Errorf("got %q", got)
	}
	if text := Explain(in).Text(); !strings.Contains(text, "as rounded in print, B (3,475,000)") {
		t.Errorf("text does not speak of rounding: %s", text)
	}
}

func TestFindCausesInCents(t *testing.T) {
	in := AuditInput{Published: 1_013, Computed: 1_125, RoundedTo: 1, Rows: []Row{{Record: "A", Amount: 125}, {Record: "B", Amount: 1_000}}}
	if got := told(FindCauses(in)); !slices.Equal(got, []string{"factor A"}) { // 1.25 taken for 0.125, that is 0.13
		t.Errorf("got %q", got)
	}
}

func TestFindCausesElsewhere(t *testing.T) {
	in := audit(24_661, auditRows(1_203, 3_479, 20_011))
	in.Others = []OtherFigure{{"x", "Section X", portfolio.Dollars(24_693)}, {"y", "Annex Y", portfolio.Dollars(24_693)}, {"z", "Annex Z", portfolio.Dollars(1)}}
	causes := FindCauses(in)
	if len(causes) != 1 || causes[0].Kind != CausePrintedElsewhere || causes[0].Figure != "x,y" {
		t.Fatalf("got %+v", causes)
	}
	want := "cause found: the document prints the computed figure, 24,693, elsewhere: Section X and Annex Y"
	if got := Explain(in).Text(); got != want {
		t.Errorf("got %q", got)
	}
}

func TestFindCausesManyRows(t *testing.T) {
	rows := make([]Row, maxPairRows+1)
	for i := range rows {
		rows[i] = Row{Record: "R", Amount: portfolio.Dollars(1_000)}
	}
	in := audit(0, rows)
	in.Published = in.Computed - portfolio.Dollars(2_000)
	if got := FindCauses(in); got != nil {
		t.Errorf("pairs among too many rows: %d", len(got))
	}
}

func TestFindCausesWithoutOverflow(t *testing.T) {
	const most = 1_000_000 * portfolio.MaxMoney // the largest sum that money.go allows for
	rows := []Row{{Record: "A", Amount: most, Printed: "9,223372036854775807"}, {Record: "B", Amount: -most}, {Record: "C", Amount: most}}
	if got := FindCauses(AuditInput{Published: 7, Computed: most, RoundedTo: 100, Rows: rows}); got != nil {
		t.Errorf("got %+v", got)
	}
}

func TestExplanationText(t *testing.T) {
	tests := []struct {
		name string
		e    Explanation
		want string
	}{
		{"nobody has looked", Explanation{}, ""},
		{"why not", Explanation{Why: "not printed"}, "not printed"},
		{"none", Explain(audit(24_661, auditRows(1_203, 3_479, 20_011))), "no cause found"},
		{"the worked example", Explain(audit(21_200, auditRows(1_200, 3_475, 20_000))),
			"cause found: the difference is exactly B (3,475), which is in the list but was left out of the total"},
		{"several", Explain(audit(23_500, auditRows(3_475, 3_475, 20_025))),
			"2 causes are equally exact, none is called the cause: (1) the difference is exactly A (3,475), which is in the list but was left out of the total; " +
				"(2) the difference is exactly B (3,475), which is in the list but was left out of the total"},
		{"read literally", Explain(audit(21_203, printedRow(auditRows(1_200, 3_475, 20_000), 1, "3.475"))),
			"cause found: B is printed “3.475”: read literally, as 3.47 instead of 3,475, it gives the printed total"},
		{"swap", Explain(audit(46_974, auditRows(3_071, 15_202, 7_450, 15_300, 5_924))),
			"cause found: two neighbouring digits are swapped in the printed total: 46,974 for 46,947"},
		{"factor", Explain(audit(368_700, auditRows(1_200, 3_475, 20_000))),
			"cause found: B (3,475) taken for 347,500, 100 times too much, when the total was made"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.e.Text(); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if _, sole := tt.e.Sole(); sole != strings.HasPrefix(tt.want, "cause found") {
				t.Errorf("sole is %v", sole)
			}
		})
	}
}

func TestReadLiterally(t *testing.T) {
	tests := []struct {
		printed string
		want    []portfolio.Cents
	}{
		{"4,277.843", []portfolio.Cents{427_784, 427, 427_784_300}}, // the worked example
		{"9.9 million", []portfolio.Cents{990_000_000, 990, 9_900_000_000, 9_900}},
		{"13.500,000", []portfolio.Cents{1_350_000, 1_350, 1_350_000_000}},
		{"USD 1, 500,000", []portfolio.Cents{150_000, 150, 150_000_000}},
		{"12 345", []portfolio.Cents{1_234_500}},
		{"2 ml", []portfolio.Cents{200_000_000, 200}},
		{"487,400.", []portfolio.Cents{48_740, 48_740_000}},
		{"", nil},
		{"none", nil},
		{"1.2.3.4.5.6.7.8", nil},
		{"99999999999999999999", nil},
		{"0,0", []portfolio.Cents{0}},
	}
	for _, tt := range tests {
		if got := readLiterally(tt.printed, false); !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %d, want %d", tt.printed, got, tt.want)
		}
	}
	if got := readLiterally("1.239", true); got[0] != 124 {
		t.Errorf("rounded: got %d", got)
	}
}

func FuzzReadLiterally(f *testing.F) {
	for _, s := range []string{"4,277.843", "13.500,000", "9.9 million", "USD 1, 500,000 ($500,000)", "1.2.3.4.5.6.7.8", "٣,٤", "0.9999999999999", "9999999999.99", "1,,,.2"} {
		f.Add(s, false)
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, printed string, round bool) {
		got := readLiterally(printed, round)
		if len(got) > 2*(maxSeparators+1) {
			t.Errorf("%q: %d readings", printed, len(got))
		}
		for i, c := range got {
			if c < 0 || c > portfolio.MaxMoney || slices.Contains(got[:i], c) {
				t.Errorf("%q: reading %d of %d", printed, c, got)
			}
		}
		ordinary(Row{Printed: printed, Amount: 100})
	})
}
