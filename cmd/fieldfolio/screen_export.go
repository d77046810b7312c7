package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/format"
	"fieldfolio/tui/ui"
)

// screenExport writes what a screen shows into files. They are for people, so those that a
// spreadsheet opens begin with a byte order mark: without one, Excel does not read them as UTF-8.
type screenExport struct{ place }

// Export writes a table to a new file, in the format of the file's ending, and returns a sentence
// about it. The name is relative to the working directory; ~/ stands for the home directory. An
// existing file is left as it is, and no incomplete file remains after an error.
func (e screenExport) Export(ctx context.Context, file string, t portfolio.Table) (told string, err error) {
	file = strings.TrimSpace(file)
	kind, err := exportFormat(file)
	if err != nil {
		return "", err
	}
	path, err := atHome(file)
	if err != nil {
		return "", err
	}
	size, err := newFile(path, func(w io.Writer) error {
		return format.Write(patient{ctx, w}, kind, t, format.Options{Words: commands, Mark: true})
	})
	switch {
	case err == nil:
		return e.exported(t, path, size), nil
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, fs.ErrExist):
		return "", &hinted{file + " is there already", "give another name; nothing was overwritten"}
	case errors.Is(err, fs.ErrNotExist):
		return "", &hinted{file + " cannot be written: its directory does not exist",
			"make the directory first, or name a file in another one"}
	}
	return "", &hinted{file + " cannot be written: " + durable.Reason(err).Error(),
		"name a file in a directory where you may write and where there is room"}
}

// Ways is a file, whose name is asked for.
func (x screenExport) Ways(ui.Extract) []ui.Way {
	return []ui.Way{{Label: "a file", Names: "format by ending: " + endings(), Write: x.Export}}
}

// Copied does nothing: on one's own computer nobody keeps a record of it.
func (screenExport) Copied(context.Context, ui.Extract, string) {}

// endings names the formats in which Export writes by the endings of files.
func endings() string {
	all := format.Endings()
	for i, ending := range all {
		if ending == ".csv" {
			all[i] += " for Excel"
		}
	}
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}

// exported says what was written to a file, and how to fetch it.
func (e screenExport) exported(t portfolio.Table, file string, size int64) string {
	what := "row"
	if t.Name == "project" {
		what = t.Name
	}
	told := fmt.Sprintf("Exported %s to %s", portfolio.CountOf(len(t.Rows), what), writtenTo(file, size))
	if scp := e.fetching(file); scp != "" {
		told += "; to fetch it:\n" + scp
	}
	return told
}

// exportFormat returns the format of a file's ending.
func exportFormat(file string) (string, error) {
	ending := strings.ToLower(filepath.Ext(file))
	if kind, ok := format.OfEnding(ending); ok {
		return kind, nil
	}
	hint := "give a name that ends in " + endings()
	switch {
	case file == "":
		return "", &hinted{"the name of the file is missing", hint}
	case ending == "" || ending == ".":
		return "", &hinted{file + " has no ending, which decides the format", hint}
	}
	return "", &hinted{fmt.Sprintf("%s: there is no format for the ending %s", file, ending), hint}
}

// atHome replaces ~/ in a name by the home directory.
func atHome(file string) (string, error) {
	rest, ok := strings.CutPrefix(filepath.ToSlash(file), "~/")
	if !ok {
		return file, nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", &hinted{"it is not known which directory ~ is", "write the whole name of the file"}
	}
	return filepath.Join(home, filepath.FromSlash(rest)), nil
}

// newFile creates a file with what fn writes, complete or not at all, and returns its size in
// bytes. An error that wraps fs.ErrExist says that the file exists.
func newFile(path string, fn func(io.Writer) error) (size int64, err error) {
	err = durable.Build(path, durable.Public, func(temporary string) error {
		f, err := os.OpenFile(temporary, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		size, err = writeAll(f, fn)
		return errors.Join(err, f.Close())
	})
	return size, err
}

// writeAll writes what fn writes to a file, and returns its size in bytes.
func writeAll(f *os.File, fn func(io.Writer) error) (size int64, err error) {
	w := bufio.NewWriter(f)
	if err := errors.Join(fn(w), w.Flush()); err != nil {
		return 0, err
	}
	return f.Seek(0, io.SeekCurrent)
}

// patient is a writer that stops once its context is done.
type patient struct {
	ctx context.Context //nolint:containedctx // until the file is written
	to  io.Writer
}

func (p patient) Write(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.to.Write(b)
}

// sizeOf returns a size for people, in bytes, kB or MB of 1,000.
func sizeOf(n int64) string {
	switch {
	case n < 1000:
		return fmt.Sprintf("%d bytes", n)
	case n < 999_500:
		return fmt.Sprintf("%d kB", (n+500)/1000)
	}
	return fmt.Sprintf("%.1f MB", float64(n)/1e6)
}
