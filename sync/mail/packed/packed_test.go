package packed

import (
	"strings"
	"testing"

	"fieldfolio/sync/mail/mailtest"
)

const diff = "begin fieldfolio 1\nset.text = \"\\u0022{a} b\\u0022\"\nend fieldfolio 1\n"

// TestOpen takes the text out of each kind of file.
func TestOpen(t *testing.T) {
	for name, data := range map[string]string{
		"a zip archive": mailtest.Zip("a.txt", diff), "a gzip file": mailtest.Gzip(diff), "a tar archive": mailtest.Tar("a.txt", diff),
		"an RTF document": mailtest.RTF(diff), "a Word document": mailtest.Word(diff), "an OpenDocument file": mailtest.OpenDocument(diff),
		"a winmail.dat, which only Outlook reads": mailtest.TNEF(0x0006800f, diff),
	} {
		f, ok := Open([]byte(data), 1<<20)
		if !ok || f.What != name || f.Why != "" || len(f.Parts) != 1 || strings.TrimSpace(string(f.Parts[0])) != strings.TrimSpace(diff) {
			t.Errorf("%s: %v, %q, %q, %q", name, ok, f.What, f.Why, f.Parts)
		}
	}
	for _, text := range []string{diff, "", "P", "From: a@b\n\nPK"} {
		if f, ok := Open([]byte(text), 1<<20); ok || Is([]byte(text)) {
			t.Errorf("%q is %s", text, f.What)
		}
	}
}

// TestBombs unpacks no more than it may.
func TestBombs(t *testing.T) {
	large := strings.Repeat("begin fieldfolio 1\n", 1<<20)
	for name, data := range map[string]string{"zip": mailtest.Zip("a.txt", large), "gzip": mailtest.Gzip(large), "tar": mailtest.Tar("a", large), "Word": mailtest.Word(large[:1<<20])} {
		f, ok := Open([]byte(data), 1<<16)
		size := 0
		for _, p := range f.Parts {
			size += len(p)
		}
		if !ok || size > 1<<16 {
			t.Errorf("%s: %d bytes, %q", name, size, f.Why)
		}
	}
}

// FuzzOpen returns no more than it may, whatever the file.
func FuzzOpen(f *testing.F) {
	for _, data := range []string{mailtest.Zip("a.txt", diff), mailtest.Gzip(diff), mailtest.Tar("a", diff), mailtest.RTF(diff), mailtest.Word(diff), mailtest.OpenDocument(diff),
		mailtest.TNEF(0x00069003, "\x01\x00\x00\x00\x02\x01\x09\x10\x01\x00\x00\x00\x14\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00LZFu\x00\x00\x00\x00\x00abc"), `{\rtf1{\*\x \bin9999999 }\u-1234567890 \'zz\uc10 \u1`} {
		f.Add([]byte(data))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 1 << 16
		got, ok := Open(data, most)
		size := 0
		for _, p := range got.Parts {
			size += len(p)
		}
		if size > most || ok != Is(data) || ok && got.What == "" {
			t.Errorf("%d bytes, %v, %q", size, ok, got.What)
		}
	})
}
