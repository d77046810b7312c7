package undo

import (
	"strings"
	"testing"
)

// TestTexts finds a text that was encoded, once or several times.
func TestTexts(t *testing.T) {
	const text = "from = \"roea\"\nset.text = \"\\u0022a+b\\u0022 100 %\"\n"
	for name, given := range map[string]string{
		"JSON":                     `{"body": "from = \"roea\"\nset.text = \"\\u0022a+b\\u0022 100 %\"\n`,
		"JSON in JSON":             `{"x": "{\"body\": \"from = \\\"roea\\\"\\nset.text = \\\"\\\\u0022a+b\\\\u0022 100 %\\\"\\n`,
		"percent":                  "from%20=%20%22roea%22%0Aset.text%20=%20%22%5Cu0022a%2Bb%5Cu0022%20100%20%25%22%0A",
		"form":                     "from+%3D+%22roea%22%0D%0Aset.text+%3D+%22%5Cu0022a%2Bb%5Cu0022+100+%25%22%0D%0A",
		"percent twice":            "from%2520=%2520%2522roea%2522%250Aset.text%2520=%2520%2522%255Cu0022a%252Bb%255Cu0022%2520100%2520%2525%2522%250A",
		"quoted-printable":         "from =3D \"roea\"=0Aset.text =3D =22\\u0022a+b\\u0022 100 %\"=0A",
		"quoted-printable twice":   "from =3D3D \"roea\"=3D0Aset.text =3D3D \"\\u0022a+b\\u0022 100 %\"=3D0A",
		"bytes in octal":           `from = \042roea\042\012set.text = \042\134u0022a+b\134u0022 100 %\042\012`,
		"JSON with yen signs":      `from = ¥"roea¥"¥nset.text = ¥"¥¥u0022a+b¥¥u0022 100 %¥"¥n`,
		"HTML":                     "<p>from = &quot;roea&quot;<br>set.text = \"\\u0022a+b\\u0022 100 %\"<br></p>",
		"JSON in quoted-printable": `from =3D \"roea\"\nset.text =3D \"\\u0022a+b\\u0022 100 %\"\n`,
	} {
		found := false
		for got := range Texts([]byte(given)) {
			found = found || strings.HasSuffix(strings.TrimRight(string(got), "\n")+"\n", text)
		}
		if !found {
			t.Errorf("%s is not undone", name)
		}
	}
}

// FuzzTexts keeps to its bounds.
func FuzzTexts(f *testing.F) {
	f.Add([]byte("<a>=3D%22\\n\\u000a"))
	f.Add([]byte("QUJDREVGQUJDREVGQUJDREVGQUJDREVGQUJDREVGQUJDREVGQUJDREVGQUJDREVG\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n, size := 0, 0
		for text := range Texts(data) {
			n++
			size += len(text)
		}
		if n > maxTexts || size > 4*maxWork+40*len(data) {
			t.Errorf("%d texts of %d bytes out of %d", n, size, len(data))
		}
	})
}
