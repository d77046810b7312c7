package shell

import (
	"fieldfolio/portfolio/cells"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// The line of views names the current one at every width that has room for it, and knows where it
// stands. It names all at 80 columns; where it cannot, it says which key leads to the others.
func TestCurrentViewIsNamed(t *testing.T) {
	r := still(t)
	page := r.Views[0].First
	r.Views = nil
	for _, name := range []string{"Overview", "Portfolio", "Breakdown", "Timeline", "Programme", "Reconcile", "Sync", "History", "Funding"} {
		r.Views = append(r.Views, &View{Name: name, First: page})
	}
	for w := 14; w <= 100; w++ {
		r.Update(tea.WindowSizeMsg{Width: w, Height: 12})
		for i, v := range r.Views {
			r.show(i)
			before, _, ok := strings.Cut(r.Tabs().Line(), "["+v.Name+"]")
			if !ok {
				t.Errorf("%d wide: %q", w, r.Tabs().Line())
			}
			if all := strings.Contains(r.Tabs().Line(), "Funding") && strings.Contains(r.Tabs().Line(), "Overview"); all != (w >= 80) {
				t.Errorf("%d wide: all views are named: %v: %q", w, all, r.Tabs().Line())
			}
			if last := strings.Contains(r.Tabs().Line(), "Funding"); w >= 24 && last == strings.HasSuffix(r.Tabs().Line(), " tab ›") {
				t.Errorf("%d wide: %q", w, r.Tabs().Line())
			}
			place := r.Tabs().Places()[i]
			if place.From != cells.CodePoints.Width(before) || place.To-place.From != cells.CodePoints.Width(v.Name)+2 || place.To > w {
				t.Errorf("%d wide: %s takes %v", w, v.Name, place)
			}
		}
	}
}
