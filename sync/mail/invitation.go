package mail

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// An invitation is a file of keys with strings, of which none has blanks. It
// goes through mails and editors like a diff, without fences: it begins with
// the key office and ends with the signature.
var (
	firstKey = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)office[ \\]{0,4}= *["'?]`)
	})
	lastKey = "signature"
	numbers = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`\[[0-9]{1,3}\]`)
	}) // of links

	beginning = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?is)office[ \\]{0,4}= *["'?].{1,200}headquarters[ \\]{0,4}=`)
	})
)

// maxInvitations is the maximum number of readings of an invitation.
const maxInvitations = 200

// Invitations yields what an invitation may have been that is in a file or a
// mail, likeliest first: clean TOML. Each is a guess until its signature
// verifies.
func Invitations(raw []byte) iter.Seq[string] {
	return func(yield func(string) bool) {
		seen := map[string]bool{}
		once := func(r string) bool {
			if seen[r] {
				return true
			}
			seen[r] = true
			return len(seen) <= maxInvitations && yield(r)
		}
		for m := range Messages(raw) {
			for _, v := range m.first {
				if !v.invitations(once) {
					return
				}
			}
			done := false
			m.rest(func(v view) bool { done = !v.invitations(once); return !done })
			if done {
				return
			}
		}
	}
}

// InvitationCut reports whether a file or a mail has the beginning of an
// invitation.
func InvitationCut(raw []byte) bool {
	for m := range Messages(raw) {
		if slices.ContainsFunc(m.first, func(v view) bool { return beginning().MatchString(v.text) }) {
			return true
		}
	}
	return false
}

// invitations yields the readings of the invitations in a text. It returns
// false if yield did.
func (v view) invitations(yield func(string) bool) bool {
	left := effort(maxEffort)
	for _, at := range firstKey().FindAllStringIndex(v.text, maxBlocks) {
		b := block{text: v.text[at[0]:min(len(v.text), at[0]+maxInvitation)], prefix: v.prefix(at[0])}
		for text := range b.versions() {
			if !left.spend(text) {
				return true
			}
			for _, text := range []string{text, tag().ReplaceAllString(link().ReplaceAllString(text, "$1"), "")} {
				if r := invitation(text); r != "" && !yield(r) {
					return false
				}
			}
		}
	}
	return true
}

// maxInvitation is longer than any invitation, in bytes.
const maxInvitation = 10_000

// inserted are signs that programs put into the values of an invitation, which
// have none of them.
var inserted = strings.NewReplacer(" ", "", "\n", "", `\`, "", "*", "", "`", "", ">", "", "|", "")

// invitation returns the keys with their strings in a text, up to the
// signature; empty if that is missing.
func invitation(text string) string {
	p := &parser{s: text}
	var b strings.Builder
	known := map[string]bool{}
	for {
		st, ok := p.next()
		if !ok {
			return ""
		}
		if len(st.values) != 1 || st.list || known[st.key] {
			continue
		}
		known[st.key] = true
		b.WriteString(st.key + ` = "` + inserted.Replace(numbers().ReplaceAllString(text[st.values[0].start:st.values[0].end], "")) + "\"\n")
		if st.key == lastKey {
			return b.String()
		}
	}
}
