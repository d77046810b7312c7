package edit

import (
	"context"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
	"fieldfolio/tui/ui"
)

// heldSaying returns the notice about changes that were saved; if some of them are held, as those outside the scope
// of the person's office are, it says so instead, and why; and if some that were held are taken back, that. What else
// was saved with them counts.
func heldSaying(ctx context.Context, src ui.RecordSource, said ui.Notice, made []portfolio.Change) ui.Notice {
	var first []string
	held, back := 0, 0
	for i := range made[:min(len(made), mostLookedUp)] {
		r, err := src.Record(ctx, portfolio.ByID(made[i].Target()))
		if err != nil { // what was saved is said as always
			continue
		}
		j := r.Rulings[made[i].ID]
		if j.Ruling == portfolio.Rejected {
			back++
		}
		if j.Ruling != portfolio.Held {
			continue
		}
		if held++; held == 1 {
			first = j.Reasons()
		}
	}
	switch {
	case back == len(made) && back > 0:
		return ui.Notice{Text: "taken back: " + ui.Number(back, "change no longer waits", "changes no longer wait") +
			" for a coordinator"}
	case held == 0:
		return said
	case held == 1 && len(made) == 1 && made[0].Creates != "":
		return heldNew(&made[0], strings.Join(first, ", "))
	case held == 1 && len(made) == 1:
		return ui.Notice{Text: "held for a coordinator: " + draw.Clean(strings.Join(first, ", ")) +
			"; the value stays until it is accepted", Hint: takesBack}
	}
	return said.And(ui.Number(held, "change is", "changes are")+" held for a coordinator: "+
		draw.Clean(strings.Join(first, ", ")), "")
}

// takesBack is the hint at what is held.
const takesBack = "u takes it back"

// heldNew says that a new project or note is held, which is nowhere in the portfolio until it is accepted.
func heldNew(c *portfolio.Change, why string) ui.Notice {
	what := "the new " + string(c.Creates)
	if number, ok := c.Setting(portfolio.FieldNumber); ok {
		what = number.Value
	}
	waits := ui.Notice{Text: draw.Clean(what) + " waits for a coordinator", Hint: takesBack}
	return waits.And("the view Sync lists it; "+draw.Clean(why), "")
}
