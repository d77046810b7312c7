// Package guide has the guides: one page of Markdown for each thing that people do
// with the program, at most 80 columns wide, to be read as it is.
package guide

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"fieldfolio/portfolio/fault"
)

//go:embed pages/*.md
var pages embed.FS

// Page is a guide.
type Page struct {
	Name  string // as it is asked for, such as ssh
	Title string // such as The portfolio over SSH
	Text  string // Markdown
}

// Pages returns all guides by name.
func Pages() ([]Page, error) {
	files, err := fs.Glob(pages, "pages/*.md")
	if err != nil {
		return nil, fmt.Errorf("list the guides: %w", err)
	}
	var out []Page
	for _, file := range files {
		text, err := pages.ReadFile(file)
		if err != nil {
			return nil, fmt.Errorf("read a guide: %w", err)
		}
		title, _, _ := strings.Cut(string(text), "\n")
		out = append(out, Page{Name: strings.TrimSuffix(path.Base(file), ".md"), Title: strings.TrimPrefix(title, "# "),
			Text: string(text)})
	}
	return out, nil
}

// Find returns the guide with a name, or a *fault.Invalid that names those nearest to it.
func Find(name string) (Page, error) {
	all, err := Pages()
	if err != nil {
		return Page{}, err
	}
	var names []string
	for _, p := range all {
		if strings.EqualFold(p.Name, name) {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return Page{}, &fault.Invalid{Field: "guide", Value: name, Why: "does not exist", Do: fault.Suggest(name, names)}
}

// Code returns the lines of a page that are commands or settings: those that are indented by four blanks.
func (p Page) Code() []string {
	var out []string
	for line := range strings.Lines(p.Text) {
		if code, ok := strings.CutPrefix(line, "    "); ok {
			out = append(out, strings.TrimRight(code, "\n"))
		}
	}
	return out
}
