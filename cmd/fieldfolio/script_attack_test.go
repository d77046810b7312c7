package main

import (
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptAttach makes a mail with a file as an attachment of another name, whole
// or cut: attach FILE NAME OUT [BYTES]
func scriptAttach(ts *testscript.TestScript, _ bool, args []string) {
	content := ts.ReadFile(args[0])
	if len(args) > 3 {
		most, err := strconv.Atoi(args[3])
		ts.Check(err)
		content = content[:most]
	}
	encoded := base64.StdEncoding.EncodeToString([]byte(content))
	var b strings.Builder
	b.WriteString("From: roea@example.org\nTo: hq@example.org\nSubject: see attachment\nMIME-Version: 1.0\n" +
		"Content-Type: application/octet-stream; name=\"" + args[1] + "\"\nContent-Disposition: attachment; filename=\"" + args[1] + "\"\nContent-Transfer-Encoding: base64\n\n")
	for line := range slices.Chunk([]byte(encoded), 76) {
		b.Write(append(line, '\n'))
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), []byte(b.String()), 0o600))
}

// scriptFaulty runs a program whose arguments have escapes as Go has them. It
// has to fail, with one line that has no control characters: faulty PROGRAM ARGUMENT…
func scriptFaulty(ts *testscript.TestScript, _ bool, args []string) {
	for i, a := range args {
		text, err := strconv.Unquote(`"` + a + `"`)
		ts.Check(err)
		args[i] = text
	}
	if ts.Exec(args[0], args[1:]...) == nil {
		ts.Fatalf("it did not fail")
	}
	said := ts.ReadFile("stdout") + ts.ReadFile("stderr")
	hostile := func(r rune) bool { return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }
	if strings.ContainsFunc(said, hostile) || strings.Count(said, "\n") != 1 {
		ts.Fatalf("it says %q", said)
	}
}

// scriptFiles sees that every file of a directory has a name of one of the
// patterns: files DIRECTORY PATTERN…
func scriptFiles(ts *testscript.TestScript, _ bool, args []string) {
	dir := ts.MkAbs(args[0])
	ts.Check(filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		below, err := filepath.Rel(dir, name)
		if !slices.ContainsFunc(args[1:], func(pattern string) bool { ok, _ := filepath.Match(pattern, filepath.ToSlash(below)); return ok }) {
			ts.Fatalf("%s is there", below)
		}
		return err
	}))
}
