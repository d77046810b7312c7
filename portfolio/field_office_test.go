package portfolio

import (
	"strings"
	"testing"
)

func TestReadRecipient(t *testing.T) {
	const good = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"
	spec, err := FindField(OfficeRecord, FieldRecipient)
	if err != nil {
		t.Fatal(err)
	}
	if v, err := spec.Read(&Catalogue{}, good); err != nil || v.Text != good {
		t.Errorf("%v, %v", v, err)
	}
	if v, err := spec.Read(&Catalogue{}, ""); err != nil || v.Known {
		t.Errorf("unset: %v, %v", v, err)
	}
	for name, bad := range map[string]string{
		"short": good[:61], "long": good + "q", "capital letters": strings.ToUpper(good), "mixed": "A" + good[1:], "other prefix": "ege" + good[3:],
		"a letter that bech32 has not": good[:20] + "b" + good[21:], "identity": "AGE-SECRET-KEY-1" + strings.ToUpper(good[:46]), "a line more": good + "\n" + good,
	} {
		if v, err := spec.Read(&Catalogue{}, bad); err == nil {
			t.Errorf("%s was taken as %q", name, v.Text)
		}
	}
}
