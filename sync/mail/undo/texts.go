package undo

import (
	"bytes"
	"hash/maphash"
	"iter"
	"unicode/utf8"

	"fieldfolio/sync/mail/charset"
)

// The limits of Texts.
const (
	maxSteps = 4        // that were done one after the other
	maxTexts = 250      // texts
	maxWork  = 24 << 20 // bytes of texts that are looked at; the first may be larger
)

// steps are what may have been done to a text. Each returns what it was before,
// nothing if there is no sign that it was done.
var steps = []func([]byte) [][]byte{htmls, quoted, escaped, percent, base64Runs, uuencoded, paged, plain}

// Texts yields what a text may have been before programs encoded it, up to four
// times, likeliest first. All are different from it and from one another.
func Texts(data []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		seed := maphash.MakeSeed()
		seen := map[uint64]bool{maphash.Bytes(seed, data): true}
		work, now := 0, [][]byte{data}
		for range maxSteps {
			var next [][]byte
			for _, text := range now {
				for _, step := range steps {
					if work += len(text); work > maxWork+len(data) {
						return
					}
					for _, before := range step(text) {
						before = charset.Text(before)
						sum := maphash.Bytes(seed, before)
						if seen[sum] || len(before) == 0 {
							continue
						}
						if seen[sum] = true; len(seen) > maxTexts || !yield(before) {
							return
						}
						next = append(next, before)
					}
				}
			}
			now = next
		}
	}
}

// plain returns a text as ASCII, so that what stands for a backslash or a digit
// of base64 is one.
func plain(data []byte) [][]byte {
	if bytes.IndexFunc(data, func(r rune) bool { return r >= utf8.RuneSelf || r == '\x1b' }) < 0 {
		return nil
	}
	if ascii := charset.ASCII(data); ascii != string(data) {
		return [][]byte{[]byte(ascii)}
	}
	return nil
}

// paged returns a text whose pages were broken within words.
func paged(data []byte) [][]byte {
	if bytes.IndexByte(data, '\f') < 0 {
		return nil
	}
	return [][]byte{bytes.ReplaceAll(data, []byte{'\f'}, nil)}
}

// htmls returns the text of what may be HTML.
func htmls(data []byte) [][]byte {
	if bytes.IndexByte(data, '<') < 0 || bytes.IndexByte(data, '>') < 0 {
		return nil
	}
	return [][]byte{HTML(data)}
}

func quoted(data []byte) [][]byte {
	if !HasQuotedPrintable(data) {
		return nil
	}
	return [][]byte{QuotedPrintable(data)}
}
