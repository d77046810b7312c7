// Package mailtest is a corpus of alterations that mail programs, servers and
// people make to mails, for the tests of mail readers.
package mailtest

import (
	"math/rand/v2"
	"slices"
	"strings"
)

// Stage is the stage at which a mail is altered.
type Stage int

// The stages in their order.
const (
	Writing  Stage = iota // by programs and people who write, quote and forward
	Encoding              // by programs that put the text into a mail
	Carrying              // by servers, gateways and programs that save mails
)

// Damage is one way in which a mail is altered.
type Damage struct {
	Name  string
	Stage Stage
	Apply func(rng *rand.Rand, mail string) string
}

// Damages returns the corpus.
func Damages() []Damage {
	return slices.Concat(writing(), passing(), encoding(), packing(), carrying())
}

// Mail returns a complete plain mail with a body.
func Mail(body string) string {
	return "From: roea@example.org\nTo: hq@example.org\nSubject: fieldfolio roea\nDate: Mon, 11 Apr 2011 09:15:00 +0000\n\n" + body
}

// cut splits a mail into its header, with its last line end, and its body.
func cut(mail string) (header, body string) {
	header, body, _ = strings.Cut(mail, "\n\n")
	return header + "\n", body
}

// text returns a damage that alters the body.
func text(name string, alter func(rng *rand.Rand, body string) string) Damage {
	return Damage{name, Writing, func(rng *rand.Rand, mail string) string {
		header, body := cut(mail)
		return header + "\n" + alter(rng, body)
	}}
}

// lines returns a damage that alters each line of the body.
func lines(name string, alter func(line string) string) Damage {
	return text(name, func(_ *rand.Rand, body string) string { return eachLine(body, alter) })
}

func eachLine(body string, alter func(line string) string) string {
	all := strings.Split(strings.TrimSuffix(body, "\n"), "\n")
	for i := range all {
		all[i] = alter(all[i])
	}
	return strings.Join(all, "\n") + "\n"
}

// replaced returns a damage that replaces texts in the body.
func replaced(name string, pairs ...string) Damage {
	r := strings.NewReplacer(pairs...)
	return text(name, func(_ *rand.Rand, body string) string { return r.Replace(body) })
}
