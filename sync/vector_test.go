package sync

import (
	"crypto/ed25519"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

var update = flag.Bool("update", false, "write the test vectors anew")

// vectors are diffs for a second implementation of the format, by name.
func vectors() map[string]wire.Diff {
	at := time.Date(2011, 4, 11, 9, 15, 0, 0, time.UTC)
	first := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: 118}, Person: "A. Desk", At: at, Record: "XEAU75",
		Fields: []portfolio.Setting{set("end", "2011-12-31")}}
	first.Finish()
	second := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: 119}, Person: "A. Desk", At: at.Add(time.Minute), Record: "XEAU75",
		Fields: []portfolio.Setting{{Field: "country", Unset: true}, set("end", "2012-01-31"), set("title", "Piracy: “trials” at http://example.org -- and a long line of words that goes on and on")},
		Over:   []portfolio.ID{first.ID}, Reason: "undo of x"}
	second.Finish()
	made := portfolio.Change{ID: portfolio.ID{Office: "local", Incarnation: "00ff00ff", N: 3}, Person: "Б. Стол", At: at, Creates: portfolio.NoteRecord,
		Fields: []portfolio.Setting{set("on", "XEAU75"), set("text", "one\ntwo")}, Step: "local.00ff00ff:2"}
	made.Finish()
	receipt := exchange.NewReceipt(exchange.Receipt{ID: portfolio.ID{Office: "hq", Incarnation: "9f8e7d6c", N: 120}, Changes: []exchange.ReceiptRef{exchange.RefOf(&first), exchange.RefOf(&second)},
		Day: 20110412, Ruling: portfolio.Held, Why: "approved needs headquarters", Person: portfolio.Program}, at, keyOf(1))
	up := wire.Copy{Office: "roea", Incarnation: "1a2b3c4d"}
	hq := wire.Copy{Office: "hq", Incarnation: "9f8e7d6c"}
	return map[string]wire.Diff{
		"acknowledgement": {From: up, To: hq, After: 5, In: 31, InChain: "7qd2m0xz", Program: "1.0"},
		"edits":           {From: up, To: hq, After: 5, More: 2, In: 31, InChain: "7qd2m0xz", Changes: []wire.Posted{{Change: first}, {Change: second}, {Change: made, Doubt: "it came through x"}}},
		"join":            {From: up, To: wire.Copy{Office: "hq"}, Join: &wire.Join{Key: portfolio.FormatKey(ed25519.PublicKey(keyOf(3)[32:])), Secret: "ABC", Local: []string{"00ff00ff"}}, Changes: []wire.Posted{{Change: made}}},
		"receipt":         {From: hq, To: up, Told: "mail of 11 Apr: cut", Changes: []wire.Posted{{Change: receipt}}},
	}
}

// TestVectors reads the committed vectors and writes them the same. The key is
// the Ed25519 key of 32 bytes 03; the lines behind the diff are the digests of
// its changes and what the signature is over.
func TestVectors(t *testing.T) {
	for name, d := range vectors() {
		file := filepath.Join("testdata", "vectors", name+".txt")
		s := wire.Sign(d, keyOf(3))
		var b strings.Builder
		fmt.Fprintf(&b, "%s\n%s%s\n\n", wire.Begin, s.Text(), wire.End)
		for _, p := range d.Changes {
			fmt.Fprintf(&b, "%s %x\n", p.ID, p.Digest())
		}
		fmt.Fprintf(&b, "signed %x\n", d.Content())
		if *update {
			if err := os.WriteFile(file, []byte(b.String()), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if string(have) != b.String() {
			t.Errorf("%s is written as\n%s", name, b.String())
		}
		back, err := wire.Parse(between(string(have)))
		if err != nil || !back.Verify(ed25519.PublicKey(keyOf(3)[32:])) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestInvitationVector reads the committed invitation and writes it the same; its
// last line is what the signature is over.
func TestInvitationVector(t *testing.T) {
	inv := wire.Invitation{Office: "roea", Headquarters: "hq", Email: "hq@example.org", Address: "roea@example.org", Key: portfolio.FormatKey(ed25519.PublicKey(keyOf(3)[32:])),
		Secret: "ABCDEFGHIJKLMNOPQRSTUVWXYZ", Recipient: recipientOf(identities[0]), Until: "2011-05-11"}
	inv.Sign(keyOf(3))
	text := must(inv.Text()) + fmt.Sprintf("# register %s\n# signed %x\n", SecretHash(inv.Secret), inv.Content())
	file := filepath.Join("testdata", "vectors", "invitation.txt")
	if *update {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := wire.ParseInvitation(string(have)); err != nil || back != inv || string(have) != text {
		t.Errorf("%+v %v; it is written as\n%s", back, err, text)
	}
}
