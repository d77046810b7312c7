package wire

import (
	"bytes"
	"crypto/ed25519"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"

	"filippo.io/age"
	"pgregory.net/rapid"
)

func keyOf(seed byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{seed}, 32))
}

// someText draws texts that a change may have, hostile ones among them.
func someText(lines bool) *rapid.Generator[string] {
	letters := []rune(`abcXYZ 019  .,;:'"()/-+!?=%@<>&#*_|[]{}~^$\` + "`éяا中😀\u00a0…–“”")
	if lines {
		letters = append(letters, '\n')
	}
	return rapid.Custom(func(t *rapid.T) string {
		s := rapid.OneOf(rapid.StringOfN(rapid.RuneFrom(letters), 0, 200, -1), rapid.SampledFrom([]string{"", "http://www.example.org/a--b...", " ", "2011-12-31"})).Draw(t, "text")
		s, err := portfolio.NormalText("", s, 10_000, lines)
		if err != nil {
			t.Skip()
		}
		return s
	})
}

func someID(t *rapid.T, below int64) portfolio.ID {
	return portfolio.ID{Office: rapid.SampledFrom([]string{"roea", "hq", "local"}).Draw(t, "office"), Incarnation: rapid.SampledFrom([]string{"1a2b3c4d", "x"}).Draw(t, "incarnation"),
		N: rapid.Int64Range(1, below).Draw(t, "n"), Hash: rapid.StringMatching("[a-z0-9]{8}").Draw(t, "hash")}
}

func someChange(t *rapid.T, earlier []Posted) Posted {
	c := portfolio.Change{ID: someID(t, 500), Person: someText(false).Draw(t, "person"), At: time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0), Record: "XEAU75"}
	if len([]rune(c.Person)) > 80 {
		c.Person = "A. Desk"
	}
	if rapid.Bool().Draw(t, "creates") {
		c.Record, c.Creates = "", "project"
	}
	for _, f := range []string{"title", "end", "country", "unheard_of"} {
		switch rapid.IntRange(0, 3).Draw(t, f) {
		case 0:
			c.Fields = append(c.Fields, portfolio.Setting{Field: f, Value: someText(true).Draw(t, "value")})
		case 1:
			c.Fields = append(c.Fields, portfolio.Setting{Field: f, Unset: true})
		}
	}
	if len(c.Fields) == 0 {
		c.Fields = []portfolio.Setting{{Field: "end", Value: "2011-12-31"}}
	}
	if c.ID.N > 1 {
		for range rapid.IntRange(0, 3).Draw(t, "over") {
			c.Over = append(c.Over, someID(t, c.ID.N-1))
		}
	}
	for _, e := range earlier {
		if e.ID.N < c.ID.N && rapid.Bool().Draw(t, "over earlier") {
			c.Over = append(c.Over, e.ID)
		}
	}
	if rapid.Bool().Draw(t, "step") {
		c.Step = "roea.1a2b3c4d:17"
	}
	c.Finish()
	return Posted{Change: c, Doubt: rapid.SampledFrom([]string{"", "came from somebody else"}).Draw(t, "doubt")}
}

func someDiff(t *rapid.T) Diff {
	d := Diff{From: Copy{Office: "roea", Incarnation: "1a2b3c4d"}, To: Copy{Office: "hq", Incarnation: "9f8e7d6c"}, After: rapid.Int64Range(0, 1e6).Draw(t, "after"),
		Program: "1.0", Told: rapid.SampledFrom([]string{"", "mail of 11 Apr: cut"}).Draw(t, "told")}
	if rapid.Bool().Draw(t, "ack") {
		d.In, d.InChain = rapid.Int64Range(1, 1e6).Draw(t, "in"), "abcdefgh"
	}
	for range rapid.IntRange(0, 6).Draw(t, "changes") {
		d.Changes = append(d.Changes, someChange(t, d.Changes))
	}
	if rapid.IntRange(0, 3).Draw(t, "join") == 0 {
		d.Join = &Join{Key: portfolio.FormatKey(keyOf(1).Public().(ed25519.PublicKey)), Secret: "s3cret", Local: []string{"aa", "bb"}}
		d.Extra = append(d.Extra, someChange(t, nil))
	}
	return d
}

// A diff survives writing and reading, in every dress, and the signature with
// it.
func TestRoundTrip(t *testing.T) {
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		key := keyOf(1)
		s := Sign(someDiff(t), key)
		text := s.Text()
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if len(line) > width || strings.TrimSpace(line) != line || strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) ||
				strings.ContainsAny(line, "@<>&#") || strings.Contains(line, "://") || strings.Contains(line, "--") {
				t.Fatalf("a mailer could break %q", line)
			}
		}
		armoured, err := Armoured(text)
		if err != nil {
			t.Fatal(err)
		}
		secret, err := Encrypted(text, identity.Recipient().String())
		if err != nil {
			t.Fatal(err)
		}
		for _, armour := range []string{"", armoured, secret} {
			got := text
			if armour != "" {
				if got, err = Unarmour(armour, identity); err != nil {
					t.Fatal(err)
				}
			}
			back, err := Parse(got)
			if err != nil {
				t.Fatalf("%v in\n%s", err, got)
			}
			if again := back.Text(); again != text {
				t.Fatalf("read back as\n%s\nnot\n%s", again, text)
			}
			if !back.Verify(key.Public().(ed25519.PublicKey)) || back.Verify(keyOf(2).Public().(ed25519.PublicKey)) {
				t.Fatalf("signature of\n%s", text)
			}
		}
	})
}
