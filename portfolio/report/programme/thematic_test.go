package programme

import (
	"testing"

	"fieldfolio/portfolio"
)

func TestProgrammeAddsUp(t *testing.T) {
	r := Thematic{SubProgrammes: []portfolio.SubProgramme{
		{Code: "1", Outcomes: []portfolio.Outcome{
			{Code: "1.1", Budget: portfolio.Known(portfolio.Dollars(300)), Activities: []portfolio.Activity{{Code: "1.1/1", Shortfall: portfolio.Known(portfolio.Dollars(100))},
				{Code: "1.1/2", Shortfall: portfolio.Known(portfolio.Dollars(50)), Parts: []portfolio.ActivityPart{{Label: "half", Shortfall: portfolio.Dollars(25)}}}}},
			{Code: "1.2", Budget: portfolio.Known(portfolio.Dollars(200))},
		}},
		{Code: "evaluation", Requirement: portfolio.Known(portfolio.Dollars(8)), Shortfall: portfolio.Known(portfolio.Dollars(8))},
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
