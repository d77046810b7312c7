package mail

import (
	"iter"
	"regexp"
	"strings"
)

// maxVersions is the maximum number of versions of a block that are tried.
const maxVersions = 12

// versions yields what a block may have been before all of its lines were
// altered, likeliest first.
func (b block) versions() iter.Seq[string] {
	return func(yield func(string) bool) {
		all := []string{b.text}
		if !yield(b.text) {
			return
		}
		for _, undo := range []func(string) string{b.unprefix, unquoteText, undash, unpage, uncapital} {
			for _, text := range all {
				before := undo(text)
				if before == text || len(all) == maxVersions {
					continue
				}
				if all = append(all, before); !yield(before) {
					return
				}
			}
		}
	}
}

// unprefix removes the prefix of the fence from most lines: marks of quoting,
// with names or without.
func (b block) unprefix(text string) string {
	if b.prefix == "" {
		return text
	}
	mark, tail, times := b.prefix, "", 1
	if signs := strings.TrimRight(mark, " "); signs != "" {
		mark, tail, times = signs, mark[len(signs):], 3 // some lines are quoted twice, to hide a From
	}
	var out strings.Builder
	marked, all := 0, 0
	for line := range strings.Lines(text) {
		all++
		if strings.HasPrefix(line, mark) {
			marked++
		}
		for range times {
			line = strings.TrimPrefix(strings.TrimPrefix(line, mark), tail)
		}
		out.WriteString(line)
	}
	if 3*marked < 2*all {
		return text
	}
	return out.String()
}

// unquoteText decodes quoted-printable that is not declared.
func unquoteText(text string) string {
	if !hasQuotedPrintable([]byte(text)) {
		return text
	}
	return ascii(unquote([]byte(text)))
}

// undash removes what PGP and digests put before hyphens or before every line.
func undash(text string) string { return strings.ReplaceAll(text, "\n- ", "\n") }

// heading matches page headings that programs insert.
var heading = regexp.MustCompile(`(?m)^.*\b[Pp]age +[0-9]+(?: of [0-9]+)? *\n`)

// unpage removes page headings.
func unpage(text string) string {
	if !strings.Contains(text, "age ") {
		return text
	}
	return heading.ReplaceAllString(text, "")
}

// uncapital restores signs that were spelled out in capitals.
func uncapital(text string) string { return capitals.Replace(text) }

var capitals = strings.NewReplacer("(C)", "(c)", "(R)", "(r)", "(TM)", "(tm)")
