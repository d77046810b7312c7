package exchange

import (
	"crypto/ed25519"
	"strings"
	"testing"

	"fieldfolio/portfolio"
)

func rootOf(n byte) string {
	seed := make([]byte, ed25519.SeedSize)
	seed[0] = n
	return portfolio.FormatKey(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
}

func TestRoots(t *testing.T) {
	a, b, c := rootOf(1), rootOf(2), rootOf(3)
	first, second, third := Roots{a}, Roots{a, b}, Roots{a, b, c}
	hidden := Roots{second.Fingerprint(), c}
	for name, is := range map[string]bool{
		"one key as before":          first.Fingerprint() == Fingerprint(a),
		"the order matters":          second.Fingerprint() != Roots{b, a}.Fingerprint(),
		"hidden keys look the same":  hidden.Fingerprint() == third.Fingerprint(),
		"none":                       Roots(nil).Fingerprint() == "" && Roots(nil).Current() == "" && !Roots(nil).Valid(),
		"current":                    third.Current() == c && third.Former().Current() == b,
		"whole":                      third.Whole() && !hidden.Whole(),
		"extends":                    third.Extends(first) && third.Extends(third) && hidden.Extends(second) && !first.Extends(second),
		"no other one extends":       !Roots{b}.Extends(first) && !Roots{a, c}.Extends(second),
		"forks meet":                 Roots{a, c}.Meets(second) && second.Meets(Roots{a, c}) && third.Meets(first),
		"others do not":              !Roots{b}.Meets(first) && !Roots{b, a}.Meets(third) && !Roots(nil).Meets(first) && !first.Meets(nil),
		"one that was founded anew":  Roots{first.Fingerprint(), b, c}.Meets(Roots{b}) && Roots{a, b, c}.Meets(Roots{b}) && !Roots{b}.Meets(Roots{a, b, c}),
		"keys of both are kept":      strings.Join(Roots{first.Fingerprint()}.Keeping(Roots{b}), " ") == first.Fingerprint()+" "+b,
		"the same are kept once":     strings.Join(second.Keeping(first), " ") == strings.Join(second, " ") && strings.Join(Roots{third.Fingerprint()}.Keeping(Roots{third.Fingerprint(), c}), " ") == third.Fingerprint()+" "+c,
		"a mistaken one is not":      strings.Join(Roots{first.Fingerprint()}.Keeping(Roots{second.Fingerprint(), c}), " ") == first.Fingerprint()+" "+c,
		"keys fill in":               strings.Join(hidden.With(second), " ") == strings.Join(third, " "),
		"the first of many fill in":  strings.Join(Roots{first.Fingerprint(), c}.With(second), " ") == strings.Join(Roots{a, c}, " "),
		"some of them fill in":       strings.Join(hidden.With(Roots{first.Fingerprint(), b, c}), " ") == strings.Join(Roots{first.Fingerprint(), b, c}, " "),
		"nothing fills in itself":    !Roots{first.Fingerprint(), c}.With(Roots{first.Fingerprint(), b}).Whole(),
		"others do not fill in":      !hidden.With(first).Whole(),
		"valid":                      third.Valid() && hidden.Valid(),
		"a fingerprint is not a key": !Roots{second.Fingerprint()}.Valid() && !Roots{a, second.Fingerprint()}.Valid(),
		"rubbish is none":            !Roots{"x"}.Valid() && !Roots{"", a}.Valid(),
		"too many":                   !Roots(strings.Fields(strings.Repeat(a+" ", maxRoots+1))).Valid(),
	} {
		if !is {
			t.Error(name)
		}
	}
}

func TestParseFingerprint(t *testing.T) {
	for text, want := range map[string]string{
		"4k2p-9xqz-m0f1-aa77":  "4k2p-9xqz-m0f1-aa77",
		"4K2P 9XQZ MOFI AA77":  "4k2p-9xqz-m0f1-aa77",
		" 4k2p9xqzm0flaa77 ":   "4k2p-9xqz-m0f1-aa77",
		"4k2p-9xqz-m0f1-aa7":   "",
		"4k2p-9xqz-m0f1-aa777": "",
		"4k2p-9xqz-m0f1-aau7":  "",
		"":                     "",
		"4k2p-9xqz-m0f1-aa77é": "",
		Fingerprint(rootOf(1)): Fingerprint(rootOf(1)),
	} {
		got, ok := ParseFingerprint(text)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %v, want %q", text, got, ok, want)
		}
	}
}
