package portfolio_test

import (
	"errors"
	"strings"
	"testing"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// What a person enters has nothing that cannot be seen; what was kept or sent
// before is read as it is.
func TestInvisible(t *testing.T) {
	cat := catalogue(t)
	r := portfolio.Record{ID: "MLIU58", Kind: portfolio.ProjectRecord}
	for text, want := range map[string]string{
		"Border\u200bposts": "has U+200B as character 7, which cannot be seen",
		"Soft\u00adhyphen":  "has U+00AD as character 5",
		"Tag\U000e0041":     "has U+E0041 as character 4",
		"pay\u200dpal":      "has U+200D as character 4",
		"می\u200cخواهم":     "",
		"क्\u200dष":         "",
		"👩\u200d👧 ❤\ufe0f":  "",
	} {
		_, err := r.ReadField(cat, portfolio.FieldTitle, text)
		var in *fault.Invalid
		if (err == nil) != (want == "") || err != nil && (!errors.As(err, &in) || in.Field != portfolio.FieldTitle || !strings.Contains(in.Why, want)) {
			t.Errorf("%q: %v", text, err)
		}
		spec, _ := portfolio.FindField(portfolio.ProjectRecord, portfolio.FieldTitle)
		if v, err := spec.Read(cat, text); err != nil || v.Text != text {
			t.Errorf("%q was kept before: %+v %v", text, v, err)
		}
		if kept, err := portfolio.NormalText("reason", text, 100, false); (err == nil) != (want == "") || err == nil && kept != text {
			t.Errorf("%q as a reason: %v", text, err)
		}
	}
}
