package mailtest

import (
	"fmt"
	"strings"
)

// Hostile returns messages that are costly to read, by name.
func Hostile() map[string]string {
	var nested, wide strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&nested, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	wide.WriteString("Content-Type: multipart/mixed; boundary=b\n\n")
	for range 100_000 {
		wide.WriteString("--b\n\nx\n")
	}
	begin := "begin fieldfolio 1\nfrom = \"roea.1a2b3c4d\"\n"
	return map[string]string{
		"3,000 nested parts":         nested.String(),
		"100,000 parts":              wide.String(),
		"endless header":             strings.Repeat("X-A: b\n", 50_000),
		"endless field":              "Content-Type: text/plain;" + strings.Repeat(" name=x;", 40_000),
		"one parameter":              "Content-Type: multipart/mixed; X" + strings.Repeat("NAME", 64_000),
		"no text":                    strings.Repeat("\x01\x02\x03ab\xff\xfe", 1_000_000),
		"lists in lists":             begin + "time = [\n" + strings.Repeat(" "+strings.Repeat("[", 60)+"\n", 4_000) + "sign = \"x\"\nend fieldfolio 1",
		"nested HTML":                "Content-Type: text/html\n\n" + strings.Repeat("<div><b>", 30_000),
		"open tags":                  "Content-Type: text/html\n\n" + strings.Repeat("<a <b ", 40_000),
		"20,000 beginnings":          strings.Repeat(begin, 20_000),
		"open string":                begin + "title = \"" + strings.Repeat("a \n", 80_000),
		"backslashes":                begin + "title = \"" + strings.Repeat(`\u`, 100_000) + "\"\nsign = \"x\"\nend fieldfolio 1",
		"open brackets":              begin + strings.Repeat("[", 200_000) + "\nsign = \"x\"",
		"open lists":                 begin + strings.Repeat("x = [\n", 40_000),
		"entities of entities":       begin + strings.Repeat("&amp;", 50_000),
		"quotation":                  begin + strings.Repeat(">", 200_000),
		"line ends in a string":      begin + "set.title = \"" + strings.Repeat("aaaa\n", 40_000) + "\"\nsign = \"x\"\nend fieldfolio 1",
		"every version":              "]] " + begin + strings.Repeat("]] (C) =3D \\\n u00e4 * `a' page 1\n]] - a\n", 4_000) + "title = \"" + strings.Repeat("]] a/\n/b \\ \n u00e4 (C) =3D\n- page 2\n", 4_000) + "\"\nsign = \"x\"\nend fieldfolio 1",
		"many whole diffs":           strings.Repeat(begin+"title = \"a\n- b (C) \\\n u00e4\"\nsign = \"x\"\nend fieldfolio 1\n", 3_000),
		"many diffs with gaps":       strings.Repeat(begin+"- =3D (C) page 1\ntitle = x\nend fieldfolio 1\n", 3_000),
		"beginnings on one line":     strings.Repeat("begin ", 40_000),
		"long lines between fences":  begin + "title = \"" + strings.Repeat(strings.Repeat("a", 68)+"\n", 3_000) + "\"\nsign = \"x\"\nend fieldfolio 1",
		"EBCDIC":                     strings.Repeat("\x86\x89\x85\x93\x84\x86\x96\x93\x89\x96", 25_000),
		"UTF-7":                      begin + strings.Repeat("+ACI+AD0", 30_000),
		"uuencoded beginnings":       strings.Repeat("begin 644 a\nM\n", 20_000),
		"name without end":           strings.Repeat("fieldfolio ", 30_000),
		"mbox of nothing":            strings.Repeat("From a@b Mon Apr 11 09:15:00 2011\n\n", 5_000),
		"base64 lines between blank": strings.Repeat(strings.Repeat("QUJD", 20)+"\n\n", 3_000),
	}
}
