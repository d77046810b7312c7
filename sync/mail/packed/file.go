package packed

import (
	"bytes"
	"slices"
	"strings"
)

// File is a file that is not text.
type File struct {
	What  string   // such as "a PDF document"
	Parts [][]byte // the files and texts in it that could be taken out
	Why   string   // why nothing, or not all, could be: "it needs a password"; empty if it cannot have any
	// Unpack is true if a person can unpack it, or save it as text.
	Unpack bool
}

// kind is a kind of file.
type kind struct {
	magic  string
	at     int // of the magic
	what   string
	unpack bool
	open   func(f *File, data []byte, most int) // nil: nothing can be taken out
}

// kinds are all kinds that are recognized; the first that matches counts.
var kinds = []kind{
	{magic: "%PDF-", what: "a PDF document"},
	{magic: `{\rtf`, what: "an RTF document", unpack: true, open: openRTF},
	{magic: "PK\x03\x04", what: "a zip archive", unpack: true, open: openZip},
	{magic: "PK\x05\x06", what: "an empty zip archive"},
	{magic: "\x1f\x8b", what: "a gzip file", unpack: true, open: openGzip},
	{magic: "BZh", what: "a bzip2 file", unpack: true, open: openBzip2},
	{magic: "7z\xbc\xaf\x27\x1c", what: "a 7z archive", unpack: true},
	{magic: "Rar!\x1a\x07", what: "a RAR archive", unpack: true},
	{magic: "\xfd7zXZ\x00", what: "an xz file", unpack: true},
	{magic: "-lh", at: 2, what: "an LZH archive", unpack: true},
	{magic: "MSCF", what: "a CAB archive", unpack: true},
	{magic: "ustar", at: 257, what: "a tar archive", unpack: true, open: openTar},
	{magic: "\x78\x9f\x3e\x22", what: "a winmail.dat, which only Outlook reads", open: openTNEF},
	{magic: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", what: "a file of Outlook or Office, such as a message saved as .msg"},
	{magic: "\xff\xd8\xff", what: "a picture"},
	{magic: "\x89PNG", what: "a picture"},
	{magic: "GIF8", what: "a picture"},
	{magic: "II*\x00", what: "a picture"},
	{magic: "MM\x00*", what: "a picture"},
	{magic: "ftyp", at: 4, what: "a picture or video"},
	{magic: "WEBP", at: 8, what: "a picture"},
	{magic: "\x00\x05\x16\x07", what: "a file with the attributes of another, as a Macintosh writes it"},
}

// Open recognizes a file and takes out what is in it, at most so many bytes. It
// returns false for a text, or what is not known.
func Open(data []byte, most int) (File, bool) {
	for _, k := range kinds {
		if !k.matches(data) {
			continue
		}
		f := File{What: k.what, Unpack: k.unpack}
		if k.open != nil {
			k.open(&f, data, most)
		}
		return f, true
	}
	return File{}, false
}

// Is reports whether data is a file that is recognized.
func Is(data []byte) bool {
	return slices.ContainsFunc(kinds, func(k kind) bool { return k.matches(data) })
}

func (k *kind) matches(data []byte) bool {
	return len(data) >= k.at && bytes.HasPrefix(data[k.at:], []byte(k.magic))
}

// add adds a part, if there is room for it and it is not empty.
func (f *File) add(part []byte, left *int) {
	switch {
	case len(bytes.TrimSpace(part)) == 0:
	case len(part) > *left:
		f.Why, *left = tooLarge, 0 // so that no more is unpacked
	default:
		*left -= len(part)
		f.Parts = append(f.Parts, part)
	}
}

const (
	tooLarge = "what is in it is too large"
	broken   = "it is broken or cut off"
	locked   = "it needs a password"
)

// Encrypted returns what has encrypted a text or a part of a mail, with its
// type and name in small letters; empty if it is not encrypted.
func Encrypted(text []byte, kind, name string) string {
	switch {
	case strings.Contains(kind, "rpmsg") || strings.HasSuffix(name, ".rpmsg"):
		return "Microsoft's message encryption"
	case strings.Contains(kind, "pkcs7-mime") && !bytes.Contains(text, []byte("fieldfolio")):
		return "S/MIME"
	case kind == "multipart/encrypted" || strings.HasPrefix(kind, "application/pgp-enc"),
		bytes.Contains(text, []byte("-----BEGIN PGP MESSAGE-----")):
		return "OpenPGP"
	}
	return ""
}
