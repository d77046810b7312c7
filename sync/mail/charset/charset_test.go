package charset

import (
	"testing"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
)

// TestUTF8 reads one text in every encoding of Unicode, with and without a mark.
func TestUTF8(t *testing.T) {
	const text = "office = \"roea\"\nkey = \"été\"\n"
	for name, enc := range map[string]interface {
		String(s string) (string, error)
	}{
		"UTF-16 LE":               unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder(),
		"UTF-16 BE":               unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder(),
		"UTF-16 LE with its mark": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder(),
		"UTF-16 BE with its mark": unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder(),
		"UTF-32 LE":               utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM).NewEncoder(),
		"UTF-32 BE":               utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM).NewEncoder(),
		"UTF-32 LE with its mark": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM).NewEncoder(),
		"UTF-32 BE with its mark": utf32.UTF32(utf32.BigEndian, utf32.UseBOM).NewEncoder(),
		"UTF-8 with its mark":     unicode.UTF8BOM.NewEncoder(),
	} {
		raw, err := enc.String(text)
		if got := string(UTF8([]byte(raw))); err != nil || got != text {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	for _, same := range []string{text, "", "\xe9t\xe9 in ISO 8859-1, with no zeros", "short\x00"} {
		if got := string(UTF8([]byte(same))); got != same {
			t.Errorf("%q becomes %q", same, got)
		}
	}
}

// TestASCII has each character that stands for another.
func TestASCII(t *testing.T) {
	for given, want := range map[string]string{
		"“roea”": `"roea"`, "ﬁeldfolio": "fieldfolio", "１２３": "123", "٣": "3", "x²": "x2", "a\u3000b": "a b", "a\u2011b": "a-b", "a\u2212b": "a-b",
		"¥u0022": `\u0022`, "₩u0022": `\u0022`, "＼u0022": `\u0022`, "Öu0022": `\u0022`, "ÄÄchangeÜÜ": "[[change]]", "a\u0085b": "a\nb", "a\x85b": "a\nb", "a\u2028b": "a\nb",
		"a\vb": "a\nb", "soft\u00adhyphen": "softhyphen", "\u200bzero": "zero", "½": "1/2", "&quot;": `"`, "&amp;quot;": `"`, "â€œ": `"`, "ÔÇ£": `"`, "вЂњ": `"`, "é": "",
	} {
		if got := ASCII([]byte(given)); got != want {
			t.Errorf("%q is read as %q, not %q", given, got, want)
		}
	}
}

// TestWide keeps every letter.
func TestWide(t *testing.T) {
	for given, want := range map[string]string{"l’été “x” 😀": "l’été “x” 😀", "l&#8217;été": "l’été", "lâ€™Ã©tÃ©": "l’été", "a\u0085b\u2028c": "a\nb\nc", "\ufeffa\x01": "a", "\xe9": "é", "Škoda 中文": "Škoda 中文"} {
		if got := Wide([]byte(given)); got != want {
			t.Errorf("%q is read as %q, not %q", given, got, want)
		}
	}
}
