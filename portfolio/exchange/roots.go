package exchange

import (
	"crypto/ed25519"
	"crypto/sha256"
	"regexp"
	"slices"
	"strings"
	"sync"

	"fieldfolio/portfolio"
)

// Roots are the public signing keys of a headquarters, in base64, in the order
// of succession: the last one signs, the others verify what was signed before.
// They are its identity, whatever its code. The first element may be the
// fingerprint of keys that are not here yet.
type Roots []string

// Current returns the key that signs, empty if there is none.
func (r Roots) Current() string {
	if len(r) == 0 {
		return ""
	}
	return r[len(r)-1]
}

// Keys decodes the keys.
func (r Roots) Keys() []ed25519.PublicKey { return PublicKeys(r) }

// Former returns the keys that were succeeded.
func (r Roots) Former() Roots { return r[:max(0, len(r)-1)] }

// Fingerprint returns the text by which people compare the keys, all of them at
// once; empty for none.
func (r Roots) Fingerprint() string {
	all := ""
	for i, key := range r {
		switch {
		case i > 0:
			all = Fingerprint(all + " " + key)
		case isFingerprint(key):
			all = key
		default:
			all = Fingerprint(key)
		}
	}
	return all
}

// Whole reports whether all keys are here.
func (r Roots) Whole() bool { return len(r) == 0 || !isFingerprint(r[0]) }

// Valid reports whether r is at least one key, the first of which may be a
// fingerprint if others follow.
func (r Roots) Valid() bool {
	for i, key := range r {
		if _, err := portfolio.ParseKey(key); err != nil && (i > 0 || len(r) == 1 || !isFingerprint(key)) {
			return false
		}
	}
	return len(r) > 0 && len(r) <= maxRoots
}

// maxRoots is the largest number of keys that a headquarters may have had.
const maxRoots = 20

// With returns r with a fingerprint at its beginning replaced by the keys that
// have it, if o begins with them.
func (r Roots) With(o Roots) Roots {
	if r.Whole() {
		return r
	}
	for n := range o {
		if keys := o[:n+1]; keys.Fingerprint() == r[0] && !isFingerprint(keys[n]) {
			return slices.Concat(keys, r[1:])
		}
	}
	return r
}

// Keeping returns r as With does, and at its end those keys of o that it lacks: a
// headquarters that turns out to succeed another one keeps the keys with which it
// began, so that what they signed stays valid.
func (r Roots) Keeping(o Roots) Roots {
	all := slices.Clone(r.With(o))
	if all.Extends(o) {
		return all
	}
	for _, key := range o {
		if !isFingerprint(key) && !slices.Contains(all, key) {
			all = append(all, key)
		}
	}
	return all
}

// Extends reports whether r is o, or o with successors.
func (r Roots) Extends(o Roots) bool {
	for n := len(r); n > 0; n-- {
		if r[:n].Fingerprint() == o.Fingerprint() {
			return true
		}
	}
	return false
}

// Meets reports whether both are of the same headquarters: whether they begin
// with the same keys, or r has the key that signs for o.
func (r Roots) Meets(o Roots) bool {
	if len(o) > 0 && slices.Contains(r, o.Current()) {
		return true
	}
	for n := 1; n <= len(r); n++ {
		if o.Extends(r[:n]) {
			return true
		}
	}
	return false
}

// Fingerprint returns the text by which people compare a key: 80 bits of its
// hash in groups of four, which have no letters that sound or look like others.
func Fingerprint(key string) string {
	sum := sha256.Sum256([]byte(key))
	return grouped(portfolio.HashText.EncodeToString(sum[:10]))
}

func grouped(text string) string {
	var groups []string
	for part := range slices.Chunk([]byte(text), 4) {
		groups = append(groups, string(part))
	}
	return strings.Join(groups, "-")
}

var fingerprintForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){3}$`)
})

func isFingerprint(text string) bool { return fingerprintForm().MatchString(text) }

// heardAs has the letters of a fingerprint for those that are taken for them.
var heardAs = strings.NewReplacer("o", "0", "i", "1", "l", "1", "-", "", " ", "")

// ParseFingerprint reads a fingerprint as a person enters it: in capitals or
// small letters, with or without blanks or hyphens, with O for 0 and I or L for
// 1. It returns false for anything else.
func ParseFingerprint(text string) (string, bool) {
	text = grouped(heardAs.Replace(strings.ToLower(text)))
	return text, isFingerprint(text)
}
