package sync

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fieldfolio/portfolio"

	"filippo.io/age"

	"fieldfolio/sync/mail"
	"fieldfolio/sync/wire"
)

// realMail is the folder of mails that went through real programs. Its README
// says which; remake.sh makes them again.
var realMail = filepath.Join("mail", "testdata", "real")

// realDiff has everything that mail programs break: names that are not ASCII,
// strings over several lines, one of which begins with "From", one with a full
// stop and one with a hyphen, a word longer than a line, ids, lists, fractions,
// dashes, addresses, codes that look like quoted-printable, smileys.
func realDiff() wire.Diff {
	n := int64(117)
	edit := func(record string, fields ...string) wire.Posted {
		n++
		c := portfolio.Change{ID: portfolio.ID{Office: "roea", Incarnation: "1a2b3c4d", N: n}, Person: "Zoë Ng’ang’a (ROEA)",
			At: time.Date(2011, 4, 11, 9, 15, int(n%60), 0, time.UTC), Record: record}
		for i := 0; i < len(fields); i += 2 {
			c.Fields = append(c.Fields, portfolio.Setting{Field: fields[i], Value: fields[i+1]})
		}
		c.Finish()
		return wire.Posted{Change: c}
	}
	d := wire.Diff{From: wire.Copy{Office: "roea", Incarnation: "1a2b3c4d"}, To: wire.Copy{Office: "hq", Incarnation: "9f8e7d6c"}, After: 12, More: 3, In: 31, InChain: "7qd2m0xz", Program: "1.0",
		Told: "mail that came on 2011-04-08: it was cut off after 14 lines"}
	d.Changes = []wire.Posted{
		edit("XEAU75", "title", "Strengthening the “Interdiction” Capacity of the Ports at Djibouti, Mombasa and Dar es Salaam, all in all in the whole region. "+
			"From the 1st of May, phase 1/2 (c) of example.org's plan, with 100 % "+
			".org or not? Yes! :-) ; see also =3D and =20 in 'Counter-Narcotics' - that is, with a hyphen... as it was. "+
			"So be it."),
		edit("XEAU75", "end", "2011-12-31", "country", "", "start", ""),
		edit("note", "on", "XEAU75", "text", "one\ntwo -- three...\nhttp://www.example.org/a_b?c=3D&d {x} <y>  \"z\" [7] *bold* 1) 2. Škoda, 中文, 😀"),
		edit("KENX99", "service_lines", "DRG 50, LEI 50", "title", "Donau/"+strings.Repeat("dampfschifffahrtselektrizitaetenhauptbetriebswerk", 3)+" in Naivasha"),
	}
	d.Changes[1].Fields[0].Unset = true
	d.Changes[1].Finish()
	d.Changes[2].Record, d.Changes[2].Creates = "", portfolio.NoteRecord
	d.Changes[2].Finish()
	last := &d.Changes[3]
	last.Over = []portfolio.ID{{Office: "hq", Incarnation: "9f8e7d6c", N: 31, Hash: "7qd2m0xz"}, d.Changes[0].ID, {Office: "rosen", Incarnation: "aabbccdd", N: 77, Hash: "zzzz0000"},
		{Office: "roea", Incarnation: "1a2b3c4d", N: 99, Hash: "0a1b2c3d"}}
	last.Reason, last.Step, last.Doubt = "as headquarters' letter of 4 April says", "roea.1a2b3c4d:118", "it came through an office that may not carry it"
	last.Finish()
	return d
}

// realSamples are the two bodies that went through the programs.
func realSamples() map[string]sample {
	s := wire.Sign(realDiff(), sampleKey)
	packed := must(wire.Armoured(s.Text()))
	return map[string]sample{
		"readable": {"readable", s, must(s.Body("", true))},
		"armoured": {"armoured", s, wire.Begin + "\n" + packed + wire.End + "\n"},
	}
}

func TestRealOriginals(t *testing.T) {
	for name, s := range realSamples() {
		file := filepath.Join(realMail, "original", name+".txt")
		if *update {
			if err := os.WriteFile(file, []byte(s.body), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		back, err := (&Peer{}).Read(between(string(have))) // packed otherwise by other releases, with the same in it
		if err != nil || string(back.Content()) != string(s.signed.Content()) {
			t.Errorf("%s (%v) is written as\n%s", file, err, s.body)
		}
	}
}

// realFiles are the files that programs made, with the programs and their
// settings.
func realFiles(t *testing.T) map[string]string {
	t.Helper()
	table, err := os.ReadFile(filepath.Join(realMail, "programs.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	made := map[string]string{}
	for line := range strings.Lines(string(table)) {
		file, how, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("no program is named in %q", line)
		}
		made[file] = strings.ReplaceAll(how, "\t", ", ")
	}
	return made
}

// lostReasons are what the reader has to say of the mails in lost/, from which
// too much is gone.
var lostReasons = map[string]string{
	"lost/bsd-mailx-top.txt":        "cut off after",
	"lost/colrm.eml":                "ends of its lines are gone",
	"lost/head-armoured.eml":        "cut off after",
	"lost/iconv-c.eml":              "quotation marks",
	"lost/links-ascii.eml":          "quotation marks",
	"lost/postfix-body-checks.mbox": "the signature does not match",
	"lost/tr-capitals.eml":          "the diff cannot be read",
}

// reasons are what is said of a mail that is not taken: by the reader of mails,
// then by the reader of diffs.
func reasons(raw string) (said []string) {
	p := &Peer{Identities: []age.Identity{sampleIdentity}}
	for m := range mail.Messages([]byte(raw)) {
		for _, f := range m.Faults {
			said = append(said, f.What)
		}
		for inner := range m.Readings() {
			if _, err := p.Read(inner); err != nil {
				said = append(said, unreadable(err, inner).Why)
			} else {
				said = append(said, "the signature does not match")
			}
		}
	}
	return said
}

// TestRealMail reads what real programs made of two mails. Each has to give
// the one diff with a signature that fits, or, where too much was lost, nothing
// and a reason.
func TestRealMail(t *testing.T) {
	original := realSamples()["readable"]
	want := original.signed.Content()
	files := realFiles(t)
	programs := map[string]bool{}
	for file, how := range files {
		raw, err := os.ReadFile(filepath.Join(realMail, file))
		if err != nil {
			t.Fatal(err)
		}
		program, _, _ := strings.Cut(how, " ")
		programs[program] = true
		t.Run(program+"/"+file, func(t *testing.T) {
			got := reads(string(raw))
			if reason, lost := lostReasons[file]; lost {
				if said := reasons(string(raw)); len(got) > 0 || !slices.ContainsFunc(said, func(s string) bool { return strings.Contains(s, reason) }) {
					t.Errorf("%s: %d diffs are read, and it is said: %q", how, len(got), said)
				}
				return
			}
			if len(got) != 1 || got[0] != string(want) {
				t.Errorf("%s: %d diffs are read", how, len(got))
			}
		})
	}
	t.Logf("%d mails by %d programs", len(files), len(programs))
	if len(files) < 100 || len(programs) < 40 {
		t.Error("the corpus is not whole: remake.sh has a part that fails")
	}
}

// TestRealMailIsListed fails for files that no program is named for.
func TestRealMailIsListed(t *testing.T) {
	files := realFiles(t)
	for _, pattern := range []string{"*.*", "lost/*"} {
		found, err := filepath.Glob(filepath.Join(realMail, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			name, err := filepath.Rel(realMail, f)
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := files[filepath.ToSlash(name)]; !ok && !slices.Contains([]string{"README.md", "remake.sh", "programs.tsv"}, name) {
				t.Errorf("%s is not in programs.tsv", name)
			}
		}
	}
}
