package seed

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"

	"fieldfolio/portfolio"

	"github.com/BurntSushi/toml"
)

//go:embed data/*.toml
var data embed.FS

// Document returns the portfolio of the programme document. Each call reads the
// embedded files again, so the caller may modify the result.
func Document() (*portfolio.Document, error) {
	files, err := fs.Sub(data, "data")
	if err != nil {
		return nil, fmt.Errorf("open the embedded document: %w", err)
	}
	doc, err := Load(files)
	if err != nil {
		return nil, err
	}
	doc.Edition = Edition()
	return doc, nil
}

// Edition identifies the content of the embedded files, without decoding them.
func Edition() string {
	h := sha256.New()
	for _, name := range []string{programmesName, linesName, placesName, fieldName, globalName, outcomesName,
		publishedName} {
		text, err := data.ReadFile("data/" + name)
		if err != nil {
			panic(err) // embedded under a constant name
		}
		_, _ = fmt.Fprintf(h, "%s %d\n%s", name, len(text), text) // writing to a hash never fails
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Load reads the seven files at the top of fsys. It returns Faults with all
// errors that it finds. If files cannot be read or decoded, it reports only
// those, because other faults would follow from them.
func Load(fsys fs.FS) (*portfolio.Document, error) {
	l := &loader{doc: &portfolio.Document{}, columns: map[string]countryRow{}, headings: map[string]string{}}
	if !l.read(fsys) {
		return nil, l.faults
	}
	l.takeProgrammes(l.files.programmes)
	l.takeLines(l.files.lines)
	l.takePlaces(l.files.places)
	l.takeProjects(l.files.field, l.files.global)
	l.takeOutcomes(l.files.outcomes)
	l.takeFigures(l.files.published)
	if len(l.faults) > 0 {
		return nil, l.faults
	}
	stateShortfalls(l.doc)
	return l.doc, nil
}

// stateShortfalls dates the shortfalls: they are stated on the day of the
// document.
func stateShortfalls(doc *portfolio.Document) {
	for i := range doc.Projects {
		if p := &doc.Projects[i]; p.Amounts.Shortfall.Known {
			p.ShortfallOn = doc.Catalogue.Document
		}
	}
}

// The names of the files.
const (
	programmesName = "programmes.toml"
	linesName      = "service-lines.toml"
	placesName     = "places.toml"
	fieldName      = "field.toml"
	globalName     = "global.toml"
	outcomesName   = "outcomes.toml"
	publishedName  = "published.toml"
)

// loader collects the document and the faults.
type loader struct {
	files struct {
		programmes programmesFile
		lines      linesFile
		places     placesFile
		field      fieldRows
		global     globalRows
		outcomes   outcomesFile
		published  publishedFile
	}
	doc      *portfolio.Document
	columns  map[string]countryRow // printed texts of the country column
	headings map[string]string     // printed headings by code of the programme
	faults   Faults
}

// read decodes the files and reports unknown keys. It returns whether all files
// could be decoded.
func (l *loader) read(fsys fs.FS) bool {
	all := true
	for _, f := range []struct {
		name string
		into any
	}{
		{programmesName, &l.files.programmes}, {linesName, &l.files.lines}, {placesName, &l.files.places},
		{fieldName, &l.files.field}, {globalName, &l.files.global},
		{outcomesName, &l.files.outcomes}, {publishedName, &l.files.published},
	} {
		at := spot{faults: &l.faults, file: f.name}
		text, err := fs.ReadFile(fsys, f.name)
		if err != nil {
			at.fault("", "cannot be read: %v", err)
			all = false
			continue
		}
		md, err := toml.Decode(string(text), f.into)
		if err != nil {
			reportBroken(at, err)
			all = false
			continue
		}
		reportUnknown(at, string(text), md.Undecoded())
	}
	return all
}

// at returns the spot of a table: by its key (a number, code or id), or by its
// position in the file, from 1, if it has none.
func (l *loader) at(file, table, key string, index int) spot {
	return spot{faults: &l.faults, file: file, table: tableName(table, key, index)}
}
