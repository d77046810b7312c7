package sync

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"filippo.io/age"

	"fieldfolio/sync/mail"
	"fieldfolio/sync/mail/mailtest"
	"fieldfolio/sync/wire"
)

// release has what release 1.0 wrote; see its README.
var release = filepath.Join("testdata", "release-1.0")

func releaseFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(release, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// releaseKey returns the public key of one of its copies.
func releaseKey(t *testing.T, office string) ed25519.PublicKey {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(releaseFile(t, office+".key")), "\n")
	seed, err := base64.RawStdEncoding.DecodeString(lines[len(lines)-1])
	if err != nil {
		t.Fatal(err)
	}
	return ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey)
}

// releaseReader reads with the identities of headquarters and roea.
func releaseReader(t *testing.T) *Peer {
	t.Helper()
	p := &Peer{}
	for _, name := range []string{"hq.age", "roea.age"} {
		found, err := age.ParseIdentities(strings.NewReader(releaseFile(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		p.Identities = append(p.Identities, found...)
	}
	return p
}

// verified returns the diffs in a mail that its sender's key has signed.
func verified(t *testing.T, p *Peer, raw string) (found []*wire.Signed) {
	t.Helper()
	for m := range mail.Messages([]byte(raw)) {
		for inner := range m.Readings() {
			if s, err := p.Read(inner); err == nil && s.Verify(releaseKey(t, s.From.Office)) {
				found = append(found, s)
				break
			}
		}
	}
	return found
}

// TestRelease reads each mail and invitation of release 1.0: all changes with
// their hashes, the same as then.
func TestRelease(t *testing.T) {
	p := releaseReader(t)
	files, err := filepath.Glob(filepath.Join(release, "*.eml"))
	if err != nil || len(files) != 10 {
		t.Fatalf("%d mails, %v", len(files), err)
	}
	slices.Sort(files)
	var b strings.Builder
	for _, file := range files {
		name := filepath.Base(file)
		found := verified(t, p, releaseFile(t, name))
		if len(found) != 1 {
			t.Errorf("%s: %d diffs are read", name, len(found))
			continue
		}
		s := found[0]
		fmt.Fprintf(&b, "%s: from %s to %s after %d, in %d\n", name, s.From, s.To, s.After, s.In)
		for _, c := range s.Changes {
			fmt.Fprintf(&b, "  %s %x\n", c.ID, c.Digest())
		}
	}
	if have := releaseFile(t, "contents.txt"); have != b.String() {
		t.Errorf("the mails have in them\n%s", b.String())
	}
}

// TestReleaseNote has the text of a note with all signs, in each form.
func TestReleaseNote(t *testing.T) {
	const want = "Visited \"Addis\" – see https://example.org/a?b=1 or desk@example.org, 10% of US$ 1,620,000 (l’été) O0l1 😀 -- end...\nsecond line: From here on, =3D and =20 too"
	p := releaseReader(t)
	for _, name := range []string{"note.eml", "readable.eml", "armoured.eml"} {
		texts := 0
		for _, s := range verified(t, p, releaseFile(t, name)) {
			for _, c := range s.Changes {
				for _, f := range c.Fields {
					if f.Field == "text" && f.Value == want {
						texts++
					}
				}
			}
		}
		if texts != 1 {
			t.Errorf("%s has the note %d times", name, texts)
		}
	}
}

// TestReleaseDamaged reads the note of release 1.0 after each damage, and
// compares what was signed with the original.
func TestReleaseDamaged(t *testing.T) {
	p := releaseReader(t)
	for _, name := range []string{"note.eml", "armoured.eml"} {
		raw := releaseFile(t, name)
		want := verified(t, p, raw)[0]
		_, body, _ := strings.Cut(raw, "\n\n")
		y := tally{}
		for _, d := range mailtest.Damages() {
			y.tried++
			got := verified(t, p, d.Apply(rand.New(rand.NewPCG(1, 2)), mailtest.Mail(body)))
			switch {
			case len(got) == 0:
				y.bad = append(y.bad, d.Name)
			case string(got[0].Content()) != string(want.Content()):
				t.Errorf("%s: read wrongly after %s", name, d.Name)
			default:
				y.good++
			}
		}
		if t.Logf("%s: %s", name, &y); len(y.bad) > 0 {
			t.Errorf("%s is not read after: %s", name, strings.Join(y.bad, "; "))
		}
	}
}

// TestReleaseInvitations reads the invitations of release 1.0.
func TestReleaseInvitations(t *testing.T) {
	for name, office := range map[string]string{"plain.invitation": "roea", "encrypting.invitation": "kenya"} {
		inv, err := wire.ParseInvitation(releaseFile(t, name))
		if err != nil || inv.Office != office || inv.Headquarters != "hq" || inv.Email != "hq@example.org" || (inv.Recipient != "") != (office == "kenya") {
			t.Errorf("%s: %+v, %v", name, inv, err)
		}
	}
}

// TestInvitationDamaged reads an invitation in a mail, pasted or attached, after
// each damage.
func TestInvitationDamaged(t *testing.T) {
	for _, name := range []string{"plain.invitation", "encrypting.invitation"} {
		text := releaseFile(t, name)
		want := must(wire.ParseInvitation(text))
		y := tally{}
		for _, d := range mailtest.Damages() {
			y.tried++
			inv, err := wire.ReadInvitation(mail.Invitations([]byte(d.Apply(rand.New(rand.NewPCG(1, 2)), mailtest.Mail(text)))), "")
			switch {
			case err != nil:
				y.bad = append(y.bad, d.Name)
			case inv != want:
				t.Errorf("%s: read as %+v after %s", name, inv, d.Name)
			default:
				y.good++
			}
		}
		if t.Logf("%s: %s", name, &y); len(y.bad) > 0 {
			t.Errorf("%s is not read after:\n%s", name, strings.Join(y.bad, "\n"))
		}
	}
}
