package mail

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fieldfolio/sync/mail/charset"
	"fieldfolio/sync/mail/undo"
)

// maxVersions is the maximum number of versions of a block that are tried.
const maxVersions = 24

// versions yields what a block may have been before all of its lines were
// altered, likeliest first.
func (b block) versions() iter.Seq[string] {
	return func(yield func(string) bool) {
		all := []string{b.text}
		if !yield(b.text) {
			return
		}
		reversals := []func(string) string{b.unprefix, b.unprefixOnce, b.unnumber, b.unstamp, unquoteText, undash, unpage,
			uncapital, unsign, unlose, unblank, undouble}
		if b.wide {
			reversals = reversals[:4] // the others would alter its characters
		}
		for _, reverse := range reversals {
			for _, text := range all {
				before := reverse(text)
				if len(all) == maxVersions || slices.Contains(all, before) {
					continue
				}
				if all = append(all, before); !yield(before) {
					return
				}
			}
		}
	}
}

// unquoteText decodes quoted-printable that is not declared.
func unquoteText(text string) string {
	if !undo.HasQuotedPrintable([]byte(text)) {
		return text
	}
	return charset.ASCII(undo.QuotedPrintable([]byte(text)))
}

// undash removes what PGP and digests put before hyphens or before every line.
func undash(text string) string { return strings.ReplaceAll(text, "\n- ", "\n") }

// undouble removes the second of two apostrophes, which strings of SQL have.
func undouble(text string) string { return strings.ReplaceAll(text, "''", "'") }

// heading matches page headings that programs insert.
var heading = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?m)^.*\b[Pp]age +[0-9]+(?: of [0-9]+)? *\n`)
})

// unpage removes page headings.
func unpage(text string) string {
	if !strings.Contains(text, "age ") {
		return text
	}
	return heading().ReplaceAllString(text, "")
}

// uncapital restores signs that were spelled out in capitals.
func uncapital(text string) string { return capitals.Replace(text) }

var capitals = strings.NewReplacer("(C)", "(c)", "(R)", "(r)", "(TM)", "(tm)")
