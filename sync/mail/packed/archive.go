package packed

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/bzip2"
	"compress/gzip"
	"io"
	"strings"
)

// maxFiles is the maximum number of files of an archive that are read.
const maxFiles = 100

// read returns what can be read, at most so many bytes and one more.
func read(r io.Reader, most int) (data []byte, whole bool) {
	data, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	return data, err == nil
}

func openGzip(f *File, data []byte, most int) {
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		f.Why = broken
		return
	}
	f.stream(r, most)
}

func openBzip2(f *File, data []byte, most int) {
	f.stream(bzip2.NewReader(bytes.NewReader(data)), most)
}

// stream adds the one file that was compressed, or what can be read of it.
func (f *File) stream(r io.Reader, most int) {
	part, whole := read(r, most)
	if !whole {
		f.Why = broken
	}
	f.add(part, &most)
}

func openTar(f *File, data []byte, most int) {
	r := tar.NewReader(bytes.NewReader(data))
	for range maxFiles {
		h, err := r.Next()
		if err != nil {
			if err != io.EOF {
				f.Why = broken
			}
			return
		}
		if h.Typeflag == tar.TypeReg {
			part, _ := read(r, most)
			f.add(part, &most)
		}
	}
}

// documents are the files with the texts of documents that are zip archives,
// and what they are.
var documents = map[string]string{
	"word/document.xml":    "a Word document",
	"content.xml":          "an OpenDocument file",
	"xl/sharedStrings.xml": "an Excel file",
}

func openZip(f *File, data []byte, most int) {
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		f.Why = broken
		return
	}
	if text, what := document(r, most); what != "" {
		f.What = what
		f.add(text, &most)
		return
	}
	for i, file := range r.File {
		switch {
		case i == maxFiles:
			f.Why = tooLarge
			return
		case file.FileInfo().IsDir() || strings.HasPrefix(file.Name, "__MACOSX/"):
		case file.Flags&1 != 0:
			f.Why = locked
		case file.UncompressedSize64 > uint64(most):
			f.Why = tooLarge
		default:
			f.member(file, &most)
		}
	}
}

// member adds one file of an archive. What it says of its size is not believed.
func (f *File) member(file *zip.File, left *int) {
	r, err := file.Open()
	if err != nil {
		f.Why = broken
		return
	}
	part, whole := read(r, *left)
	if r.Close() != nil || !whole {
		f.Why = broken
	}
	f.add(part, left)
}

// document returns the text of a document, and what it is; empty if the archive
// is none.
func document(r *zip.Reader, most int) (text []byte, what string) {
	for _, file := range r.File {
		if what = documents[file.Name]; what == "" {
			continue
		}
		in, err := file.Open()
		if err != nil {
			return nil, what
		}
		data, _ := read(in, most)
		_ = in.Close() // it was read
		return paragraphs(data), what
	}
	return nil, ""
}
