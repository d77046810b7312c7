package portfolio

import "testing"

func TestProgrammeAddsUp(t *testing.T) {
	r := ProgrammeReport{SubProgrammes: []SubProgramme{
		{Code: "1", Outcomes: []Outcome{
			{Code: "1.1", Budget: Known(Dollars(300)), Activities: []Activity{{Code: "1.1/1", Shortfall: Known(Dollars(100))},
				{Code: "1.1/2", Shortfall: Known(Dollars(50)), Parts: []ActivityPart{{Label: "half", Shortfall: Dollars(25)}}}}},
			{Code: "1.2", Budget: Known(Dollars(200))},
		}},
		{Code: "evaluation", Requirement: Known(Dollars(8)), Shortfall: Known(Dollars(8))},
	}}
	table := r.Table()
	want := [][2]string{{"500", "150"}, {"300", "150"}, {"", "100"}, {"", "50"}, {"", "25"}, {"200", ""}, {"8", "8"}}
	for i, row := range table.Rows {
		if got := [2]string{row[4].Plain(), row[5].Plain()}; got != want[i] {
			t.Errorf("row %d: %v, want %v", i, got, want[i])
		}
	}
	if table.Total[4].Plain() != "508" || table.Total[5].Plain() != "158" {
		t.Errorf("total %s and %s", table.Total[4].Plain(), table.Total[5].Plain())
	}
}
