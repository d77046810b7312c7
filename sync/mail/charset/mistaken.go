package charset

import (
	"bytes"
	"iter"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// usual are the character sets, other than UTF-8 and windows-1252, in which
// texts are sent without saying so, and for which UTF-8 is mistaken.
var usual = []encoding.Encoding{charmap.Macintosh, charmap.CodePage437, charmap.CodePage850, charmap.Windows1251,
	charmap.CodePage866, charmap.KOI8R, charmap.Windows1250, simplifiedchinese.GBK, japanese.ShiftJIS, korean.EUCKR,
	traditionalchinese.Big5}

// Others yields a text that is not UTF-8 as it reads in other character sets,
// beginning with the one that is declared. Those that are not declared are tried
// only for a text without quotation marks, which every diff has.
func Others(text []byte, declared string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if utf8.Valid(text) {
			return
		}
		var sets []encoding.Encoding
		if set, err := htmlindex.Get(declared); err == nil {
			sets = append(sets, set)
		}
		if bytes.IndexByte(text, '"') < 0 { // they are among the characters that cannot be read
			sets = append(sets, usual...)
		}
		for _, set := range sets {
			if out, err := set.NewDecoder().Bytes(text); err == nil && !yield(out) {
				return
			}
		}
	}
}

// toUTF8 reads bytes that are not UTF-8 as windows-1252, and C1 control
// characters of ISO 8859-1 as their windows-1252 characters. 0x85 is the end of
// a line, as EBCDIC's converters write it: no diff has dots that could have
// become the ellipsis.
func toUTF8(text []byte) string {
	var b strings.Builder
	b.Grow(len(text) + 16)
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			r = windows1252(text[0])
		} else if r >= 0x80 && r < 0xa0 {
			r = windows1252(byte(r))
		}
		b.WriteRune(r)
		text = text[n:]
	}
	return b.String()
}

// windows1252 decodes a byte; undefined ones are control characters.
func windows1252(c byte) rune {
	if r := charmap.Windows1252.DecodeByte(c); r != utf8.RuneError && c != 0x85 {
		return r
	}
	return rune(c)
}

// unmixer reverses UTF-8 that was read as another character set. It remembers
// what it has tried.
type unmixer struct{ known map[string]string }

// maxMixed is the maximum number of different runs for which every character
// set is tried, and maxRun the length in bytes of the longest.
const (
	maxMixed = 200
	maxRun   = 60
)

// unmix returns a run of characters other than ASCII as it was before it was
// mistaken, once or several times: for other character sets than windows-1252
// only if ASCII can be made of it.
func (u *unmixer) unmix(run string) string {
	was := u.whole(run)
	if was != run {
		return was
	}
	// What stands for a backslash may stand beside it.
	if last := lastRune(run); plainOf[[]rune(last)[0]] == `\` {
		return u.whole(strings.TrimSuffix(run, last)) + last
	}
	if r, n := utf8.DecodeRuneInString(run); plainOf[r] == `\` {
		return run[:n] + u.whole(run[n:])
	}
	return run
}

// whole does so for a run that was mistaken as a whole.
func (u *unmixer) whole(run string) string {
	if was := unmix(run, bytes1252); was != run {
		return was
	}
	if len(run) > maxRun || utf8.RuneCountInString(run) < 2 {
		return run
	}
	if was, tried := u.known[run]; tried {
		return was
	}
	if len(u.known) == maxMixed {
		return run
	}
	if u.known == nil {
		u.known = map[string]string{}
	}
	u.known[run] = run
	for _, set := range usual {
		was := unmix(run, func(run string) (string, bool) {
			raw, err := set.NewEncoder().String(run)
			return raw, err == nil
		})
		if was != run && !strings.ContainsFunc(was, func(r rune) bool { return r >= utf8.RuneSelf && plain(r) == "" }) {
			u.known[run] = was
			break
		}
	}
	return u.known[run]
}

func unmix(run string, bytesOf func(string) (string, bool)) string {
	for range 3 {
		raw, ok := bytesOf(run)
		if !ok || !utf8.ValidString(raw) {
			return run
		}
		if run = toUTF8([]byte(raw)); beyond(run) == 0 {
			return run
		}
	}
	return run
}

// bytes1252 encodes a text in windows-1252.
func bytes1252(run string) (string, bool) {
	var raw []byte
	for _, r := range run {
		c, ok := charmap.Windows1252.EncodeRune(r)
		if r >= 0x80 && r < 0xa0 {
			c, ok = byte(r), true
		}
		if !ok {
			return "", false
		}
		raw = append(raw, c)
	}
	return string(raw), true
}
