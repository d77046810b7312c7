package wire

import (
	"errors"
	"strings"
	"testing"
)

// TestNested has text that would take the parser's stack, which ends the whole
// program, and brackets in strings and comments, which are nothing.
func TestNested(t *testing.T) {
	head := "from = \"roea.1a2b3c4d\"\nto = \"hq\"\n"
	for name, text := range map[string]string{
		"lists":          "time = [\n" + strings.Repeat(" "+strings.Repeat("[", 990)+"\n", (MaxText-1000)/992),
		"tables":         "join = " + strings.Repeat("{a=", MaxText/4),
		"keys":           strings.Repeat("a.", MaxText/4) + "a = 1\n",
		"after a string": "by = \"a\\\"\" \ntime = " + strings.Repeat("[", MaxText/2),
		"after no end":   "by = \"a\ntime = " + strings.Repeat("[", MaxText/2),
		"after literals": "by = '\\'\ntime = " + strings.Repeat("[", MaxText/2),
		"after four":     "over = [\"\"\"a\"\"\"\", " + strings.Repeat("[", MaxText/2),
		"after closing":  "by = 1 ]]]]\ntime = " + strings.Repeat("[", MaxText/2),
		"after three":    "by = \"\"\"a\n\"b\"\n\\\"\"\"\"\ntime = " + strings.Repeat("[", MaxText/2),
	} {
		if _, err := Parse(head + text); !errors.Is(err, errNested) {
			t.Errorf("%s: %v", name, err)
		}
		packed, err := Armoured(head + text)
		if err != nil {
			t.Fatal(err)
		}
		unpacked, err := Unarmour(packed)
		if err == nil {
			_, err = Parse(unpacked)
		}
		if err == nil {
			t.Errorf("%s is read", name)
		}
	}
	for _, text := range []string{"by = \"[[[[[[[[ {{{{{{{\"\n", "# [[[[[[[[[\nby = \"a\"\n", "by = \"\"\"\n[[[[[[[[\n\"\"\"\n", "[[change]]\nover = [\"1\", \"2\"]\n"} {
		if err := nested(head + text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}
