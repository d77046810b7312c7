package mailtest

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/xml"
	"fmt"
	"strings"
)

// packing are files that are not text, with the diff in them.
func packing() []Damage {
	attach := func(name, kind, file string, pack func(b string) string) Damage {
		return part(name, func(b string) (string, string) {
			return multi("mixed", inline("see the attachment\n"), attachedAs(kind, file, pack(b)))
		})
	}
	return []Damage{
		attach("zip", "application/zip", "diff.zip", func(b string) string { return Zip("diff.txt", b) }),
		attach("zip of a mail", "application/x-zip-compressed", "mail.zip", func(b string) string { return Zip("a/mail.eml", crlf(Mail(b))) }),
		attach("zip of UTF-16", "application/octet-stream", "diff.zip", func(b string) string {
			return Zip("diff.txt", "\xff\xfe"+utf16Of(crlf(b), binary.LittleEndian))
		}),
		attach("zip in a zip", "application/zip", "diff.zip", func(b string) string { return Zip("x.zip", Zip("diff.txt", b)) }),
		attach("gzip", "application/gzip", "diff.txt.gz", Gzip),
		attach("tar in gzip", "application/gzip", "diff.tgz", func(b string) string { return Gzip(Tar("diff.txt", b)) }),
		attach("RTF", "application/rtf", "m.rtf", RTF),
		attach("RTF as Word's", "application/msword", "m.doc", func(b string) string { return RTF(quoted.ReplaceAllString(b, "“$1”")) }),
		attach("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "m.docx", Word),
		attach("Word with typographic marks", "application/octet-stream", "m.docx", func(b string) string {
			return Word(strings.ReplaceAll(quoted.ReplaceAllString(b, "“$1”"), "-", "–"))
		}),
		attach("OpenDocument", "application/vnd.oasis.opendocument.text", "m.odt", OpenDocument),
		attach("winmail.dat with an attachment", "application/ms-tnef", "winmail.dat", func(b string) string { return TNEF(0x0006800f, b) }),
		attach("winmail.dat with the text", "application/ms-tnef", "winmail.dat", func(b string) string { return TNEF(0x0002800c, crlf(b)) }),
		attach("winmail.dat with RTF", "application/octet-stream", "winmail.dat", func(b string) string { return TNEF(0x00069003, property(0x1009, compressedRTF(RTF(b)))) }),
		attach("winmail.dat with UTF-16", "application/ms-tnef", "winmail.dat", func(b string) string {
			return TNEF(0x00069003, property(0x1000, utf16Of(crlf(b)+"\x00", binary.LittleEndian)))
		}),
		raw("saved in a zip", func(m string) string { return Zip("mail.eml", m) }),
		raw("saved in gzip", Gzip),
	}
}

// Gzip returns data compressed by gzip.
func Gzip(data string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	return b.String()
}

// Zip returns an archive with one file.
func Zip(name, data string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create(name)
	if err == nil {
		_, err = f.Write([]byte(data))
	}
	if err != nil || w.Close() != nil {
		panic(err)
	}
	return b.String()
}

// Tar returns an archive with one file.
func Tar(name, data string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	_ = w.WriteHeader(&tar.Header{Name: name, Size: int64(len(data)), Mode: 0o600, Typeflag: tar.TypeReg})
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	return b.String()
}

// RTF returns a text as RTF.
func RTF(text string) string {
	var b strings.Builder
	b.WriteString(`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator Msftedit 5.41;}` + "\n" + `\viewkind4\uc1\pard\f0\fs20 `)
	for _, r := range text {
		switch {
		case r == '\n':
			b.WriteString("\\par\n")
		case r == '\\' || r == '{' || r == '}':
			b.WriteString(`\` + string(r))
		case r == '“':
			b.WriteString(`\ldblquote `)
		case r == '”':
			b.WriteString(`\'94`)
		case r > 0x7f:
			fmt.Fprintf(&b, `\u%d?`, int16(r))
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + "}\n"
}

func escapeXML(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}

// Word returns a text as a Word document.
func Word(text string) string {
	body := eachLine(text, func(l string) string {
		return `<w:p><w:r><w:t xml:space="preserve">` + escapeXML(l) + `</w:t></w:r></w:p>`
	})
	return Zip("word/document.xml", `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+
		strings.ReplaceAll(body, "\n", "")+`</w:body></w:document>`)
}

// OpenDocument returns a text as a document of LibreOffice.
func OpenDocument(text string) string {
	body := eachLine(text, func(l string) string {
		return `<text:p>` + strings.ReplaceAll(escapeXML(l), "  ", ` <text:s text:c="1"/>`) + `</text:p>`
	})
	return Zip("content.xml", `<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t"><office:body>`+
		strings.ReplaceAll(body, "\n", "")+`</office:body></office:document-content>`)
}

// TNEF returns a winmail.dat with one attribute.
func TNEF(id uint32, value string) string {
	b := []byte("\x78\x9f\x3e\x22\x01\x00")
	for _, a := range []struct {
		id    uint32
		value string
	}{{0x00089006, "\x00\x00\x01\x00"}, {id, value}} {
		b = append(b, 1)
		b = binary.LittleEndian.AppendUint32(b, a.id)
		b = binary.LittleEndian.AppendUint32(b, uint32(len(a.value)))
		b = append(b, a.value...)
		b = append(b, 0, 0)
	}
	return string(b)
}

// property returns two properties of MAPI: a number, and one with a value.
func property(id uint32, value string) string {
	b := binary.LittleEndian.AppendUint32(nil, 2)
	b = binary.LittleEndian.AppendUint32(b, 0x0017<<16|0x03)
	b = binary.LittleEndian.AppendUint32(b, 1)
	kind := uint32(0x102)
	if id == 0x1000 {
		kind = 0x1f
	}
	b = binary.LittleEndian.AppendUint32(b, id<<16|kind)
	b = binary.LittleEndian.AppendUint32(b, 1)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(value)))
	b = append(b, value...)
	return string(append(b, make([]byte, -len(value)&3)...))
}

// compressedRTF returns RTF in the form in which Outlook compresses it, of
// characters only but for the first eight, which refer to what its window begins
// with.
func compressedRTF(rtf string) string {
	const start = `{\rtf1\ansi`
	var b []byte
	b = append(b, 0x01, 0x00, byte(len(start)-2)) // at 0, as long as the start
	rest := strings.TrimPrefix(rtf, start)
	for i := 0; i < 7; i++ {
		b = append(b, rest[i])
	}
	for rest = rest[7:]; len(rest) > 0; {
		n := min(8, len(rest))
		b = append(append(b, 0), rest[:n]...)
		rest = rest[n:]
	}
	head := binary.LittleEndian.AppendUint32(nil, uint32(len(b)+12))
	head = binary.LittleEndian.AppendUint32(head, uint32(len(rtf)))
	return string(append(append(head, "LZFu\x00\x00\x00\x00"...), b...))
}
