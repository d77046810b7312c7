package tui

import (
	"slices"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/tui/uitest"
)

// columnOf returns the values of a column of an exported table, as programs read them.
func columnOf(t *testing.T, of portfolio.Table, name string) []string {
	t.Helper()
	at := slices.IndexFunc(of.Columns, func(c portfolio.Column) bool { return c.Name == name })
	if at < 0 {
		t.Fatalf("there is no column %s among %v", name, of.Columns)
	}
	var out []string
	for _, r := range of.Rows {
		out = append(out, r[at].Plain())
	}
	if of.Total != nil {
		out = append(out, of.Total[at].Plain())
	}
	return out
}

// Every table is exported with x and copied with y, by the same line and the same picker.
func TestEveryTable(t *testing.T) {
	src := uitest.Headquarters()
	for name, keys := range map[string][]string{
		"portfolio": {"@Portfolio"}, "cell": {"@Breakdown", "enter"}, "breakdown": {"@Breakdown"}, "timeline": {"@Timeline"},
		"funding": {"@Funding"}, "programme": {"@Programme"}, "reconcile": {"@Reconcile"}, "figure": {"@Reconcile", "enter"},
		"history": {"@History"}, "conflicts": {"@Portfolio", "!"}, "sync": {"@Sync"}, "proof": {"@Portfolio", "w"},
	} {
		d := newDriver(t, src, 80, 24).Settle().Press(keys...)
		below := d.Root.Top().Name()
		src.Exported.File = ""
		if d.Press("x"); d.Root.Top().Name() != "export" {
			t.Errorf("%s: x opens %s", name, d.Root.Top().Name())
			continue
		}
		d.Press("ctrl+u").Typed(name + ".csv").Press("enter").Says("rows to " + name + ".csv")
		table := src.Exported.Table
		if src.Exported.File != name+".csv" || len(table.Rows) == 0 || d.Root.Top().Name() != below {
			t.Errorf("%s: %d rows in %q, on top is %s", name, len(table.Rows), src.Exported.File, d.Root.Top().Name())
		}
		for i, r := range append(slices.Clone(table.Rows), table.Total) {
			if r != nil && len(r) != len(table.Columns) {
				t.Errorf("%s: row %d has %d values, there are %d columns", name, i, len(r), len(table.Columns))
			}
		}
		d.Press("y").Typed("all rows").Press("enter")
		if n := strings.Count(d.Copied.Text, "\n"); n != len(table.Rows) || strings.HasPrefix(d.Copied.Text, "\t") {
			t.Errorf("%s: %d lines below the heads are copied, %d rows are there:\n%s", name, n, len(table.Rows), d.Copied.Text)
		}
		if d.Press("y", "esc"); d.Root.Top().Name() != below {
			t.Errorf("%s: esc leads to %s", name, d.Root.Top().Name())
		}
	}
}

// A breakdown is exported as it is arranged, with every column to the cent and the totals.
func TestExportOfBreakdown(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, src, 80, 24).Settle().Press("@Breakdown", "x").Says("breakdown-region-line.csv").Press("enter")
	table := src.Exported.Table
	var sum, total portfolio.Amount
	for _, p := range src.Doc.Projects {
		total = total.Plus(p.Amounts.Approved)
	}
	for _, r := range table.Rows {
		if amount, ok := r[len(r)-1].(portfolio.Cents); ok {
			sum = sum.Plus(portfolio.Known(amount))
		}
	}
	if got := table.Total[len(table.Total)-1].Plain(); sum.Plain() != total.Plain() || got != total.Plain() {
		t.Errorf("the rows add up to %s, the total is %s, want %s", sum.Plain(), got, total.Plain())
	}
	names, codes := columnOf(t, table, "region_name"), columnOf(t, table, "region")
	if !slices.Contains(names, "Syldavia") || !slices.Contains(codes, "syldavia") || codes[len(codes)-1] != "total" {
		t.Errorf("%q %q", names, codes)
	}
	for name, want := range map[string]string{"measure": "approved", "unit": "US$", "as_of": "2011-04-30"} {
		if got := columnOf(t, table, name); got[0] != want {
			t.Errorf("%s is %q, want %q", name, got[0], want)
		}
	}
	d.Press("y").Typed("the row").Press("enter").Says("copied: the row of " + names[0])
	if first, _, _ := strings.Cut(d.Copied.Text, "\t"); first != names[0] {
		t.Errorf("copied %q", d.Copied.Text)
	}
	d.Press("%", "e", "enter", "x", "enter")
	table = src.Exported.Table
	if shares := columnOf(t, table, "total"); shares[len(shares)-1] != "100" {
		t.Errorf("shares %q", shares)
	}
	if inner := columnOf(t, table, table.Columns[2].Name); !slices.Contains(inner, "") || len(slices.Compact(inner)) < 3 {
		t.Errorf("rows below the expanded one: %q", inner)
	}
	d.Press("end", "y").Typed("the row").Press("enter").Says("copied: the row of Total")
}

// The timeline is exported in the order on the screen, the funding with its sums, a history with all its changes.
func TestExportOfViews(t *testing.T) {
	src := &uitest.Memory{Doc: uitest.Sample()}
	d := newDriver(t, src, 80, 24).Settle().Press("@Timeline", "o", "o", "x", "enter")
	numbers := columnOf(t, src.Exported.Table, "number")
	if !slices.IsSorted(numbers) || len(numbers) != len(src.Doc.Projects) {
		t.Errorf("%d numbers: %q", len(numbers), numbers)
	}
	d.Press("@Funding", "x", "enter")
	kinds, amounts := columnOf(t, src.Exported.Table, "kind"), columnOf(t, src.Exported.Table, "shortfall")
	if kinds[len(kinds)-1] != "sum" || amounts[len(amounts)-1] == "" {
		t.Errorf("%q %q", kinds, amounts)
	}
	d.Press("end", "y").Typed("shortfall").Press("enter").Says("copied: the shortfall of ")
	if d.Copied.Text != amounts[len(amounts)-1] {
		t.Errorf("copied %q, want %q", d.Copied.Text, amounts[len(amounts)-1])
	}
	d.Press("@Reconcile", "a", "x", "enter")
	if verdicts := columnOf(t, src.Exported.Table, "verdict"); len(slices.Compact(verdicts)) != 1 || verdicts[0] != "differs" {
		t.Errorf("only differences are shown, exported are %q", verdicts)
	}
}
