package sync

import (
	"context"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// TestHubs has a hub that cannot be one refused, and whatever two copies of
// headquarters have made of hubs, every office has a way up.
func TestHubs(t *testing.T) {
	w, a, b := pair(t)
	ctx := context.Background()
	refuses := func(code, field, value, why string) {
		t.Helper()
		before := contentsOf(w.hq())
		if err := w.hq().Amend(ctx, "A. Desk", code, set(field, value)); err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s of %s is %s: %v", field, code, value, err)
		}
		if contentsOf(w.hq()) != before {
			t.Error("something of it was kept")
		}
	}
	refuses("rosen", portfolio.FieldHub, "nobody", "not an office of the register")
	refuses("rosen", portfolio.FieldHub, "rosen", "exchanges through rosen itself")
	refuses("hq", portfolio.FieldRetired, portfolio.Yes, "headquarters itself")
	w.hq().must(w.hq().Amend(ctx, "A. Desk", "rosen", set(portfolio.FieldHub, "roea")))
	refuses("roea", portfolio.FieldHub, "rosen", "exchanges through roea itself")
	reg, _ := w.hq().mem.Register()
	if o, _ := reg.Office("roea"); o.Role != portfolio.RoleHub || reg.Parent("rosen") != "roea" {
		t.Errorf("%+v is the hub of rosen, whose mail goes to %s", o, reg.Parent("rosen"))
	}
	w.heal()

	// Two copies of headquarters made one hub each, and it has both now.
	w.hq().change("A. Desk", exchange.OfficeKey("roea"), "", set(portfolio.FieldHub, "rosen"))
	w.heal()
	a.change("A. Desk", "ABCX01", "", set("title", "By roea"))
	b.change("B. Desk", "ABCX02", "", set("title", "By rosen"))
	w.heal()
	if why := w.check(); why != "" {
		t.Error(why)
	}
}
