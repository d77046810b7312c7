package exchange_test

import (
	"crypto/ed25519"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
)

// FuzzReceipt reads anything as a receipt: what it reads it writes again with
// the same meaning, signed by headquarters alone.
func FuzzReceipt(f *testing.F) {
	f.Add("roea.k3f9ab:118-7qd2m0xz0123456789abcdef 119-7qd2m0xz0123456789abcdef", "2011-04-11", "held", "approved needs headquarters")
	f.Add("", "", "", "")
	f.Add("roea.k3f9ab:118", "2011-02-30", "accepted", "x\ny")
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	f.Fuzz(func(t *testing.T, changes, day, verdict, why string) {
		c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "x", N: 1 << 40}, Person: "A. Desk", At: time.Date(2011, 4, 11, 9, 0, 0, 0, time.UTC), Creates: portfolio.ReceiptRecord,
			Fields: []portfolio.Setting{{Field: exchange.FieldChanges, Value: changes}, {Field: exchange.FieldDay, Value: day}, {Field: exchange.FieldRuling, Value: verdict}, {Field: exchange.FieldWhy, Value: why}}}
		c.Finish()
		r, ok := exchange.ReceiptOf(&c)
		if !ok || c.Check() != nil {
			return
		}
		signed := exchange.NewReceipt(r, c.At, key)
		if err := signed.Check(); err != nil {
			t.Fatal(err)
		}
		if !exchange.SignedBy(&signed, []ed25519.PublicKey{key.Public().(ed25519.PublicKey)}) || exchange.SignedBy(&c, nil) {
			t.Error("it is not signed, or by nobody")
		}
		again, ok := exchange.ReceiptOf(&signed)
		if again.ID = r.ID; !ok || !reflect.DeepEqual(again, r) {
			t.Errorf("%+v, again %+v", r, again)
		}
	})
}

// FuzzRegister reads anything as the entries of a register: every office has one
// way up that ends at headquarters, whatever its hubs are.
func FuzzRegister(f *testing.F) {
	f.Add("hq role=headquarters scope=all\nroea role=hub scope=eastern-africa key=x hub=hq\nken scope=eastern-africa role=office hub=roea")
	f.Add("aa role=hub key=x hub=bb\nbb role=hub key=x hub=cc\ncc role=hub key=x hub=aa\nhq role=headquarters\nhr role=headquarters hub=aa\ndd role=office hub=aa")
	f.Add("aa role=hub key=x hub=aa retired=yes local=1,2,3 mail_limit=-1 invitation=x held=,,")
	f.Fuzz(func(t *testing.T, text string) {
		reg := exchange.NewRegister(entries(text), func(*portfolio.Change) bool { return true })
		if !slices.IsSortedFunc(reg.Offices(), func(a, b exchange.Office) int { return strings.Compare(a.Code, b.Code) }) {
			t.Error("it is out of order")
		}
		for _, o := range reg.Offices() {
			if !reg.Below(o.Code, o.Code) {
				t.Errorf("%s is not below itself", o.Code)
			}
			if scope := reg.ScopeOf(o.Code); !slices.IsSorted(scope) {
				t.Errorf("the scope of %s is %v", o.Code, scope)
			}
			exchange.PublicKeys(o.Keys)
			exchange.Fingerprint(strings.Join(o.Keys, " "))
			if hq, known := reg.Headquarters(); known && o.Role != portfolio.RoleHeadquarters && !reg.Below(o.Code, hq.Code) {
				t.Errorf("%s has no way up to %s", o.Code, hq.Code)
			}
		}
	})
}

// entries returns the records of a register, one a line: a code, then its
// fields.
func entries(text string) []portfolio.Record {
	var out []portfolio.Record
	seen := map[string]bool{}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || seen[words[0]] {
			continue
		}
		seen[words[0]] = true
		r := portfolio.Record{ID: exchange.OfficeKey(words[0]), Kind: portfolio.OfficeRecord}
		c := portfolio.Change{ID: portfolio.ID{Office: "hq", Incarnation: "x", N: int64(len(out) + 1)}, Person: "A. Desk", Record: r.ID}
		for _, w := range words[1:] {
			field, value, _ := strings.Cut(w, "=")
			if _, twice := c.Setting(field); !twice {
				c.Fields = append(c.Fields, portfolio.Setting{Field: field, Value: value})
			}
		}
		c.Finish()
		r.Log = portfolio.NewLog(c)
		out = append(out, r)
	}
	return out
}
