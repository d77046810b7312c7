package mailtest

import (
	"encoding/binary"
	"math/rand/v2"
	"regexp"
	"strings"
)

// raw returns a damage that alters the whole mail.
func raw(name string, alter func(mail string) string) Damage {
	return Damage{name, Carrying, func(_ *rand.Rand, mail string) string { return alter(mail) }}
}

var (
	lineStart = regexp.MustCompile(`(?m)^\.`)
	fromLine  = regexp.MustCompile(`(?m)^(>*From )`)
	contents  = regexp.MustCompile(`(?mi)^(content|mime)-[^\n]*\n([ \t][^\n]*\n)*`)
)

func carrying() []Damage {
	postmark := "From roea@example.org Mon Apr 11 09:15:00 2011\n"
	return []Damage{
		raw("CRLF", crlf),
		raw("CR", func(m string) string { return strings.ReplaceAll(m, "\n", "\r") }),
		raw("CRLF doubled", func(m string) string { return strings.ReplaceAll(m, "\n", "\r\r\n") }),
		raw("blanks at line ends stripped", func(m string) string {
			return eachLine(m, func(l string) string { return strings.TrimRight(l, " \t") })
		}),
		raw("dots doubled", func(m string) string { return lineStart.ReplaceAllString(m, "..") }),
		raw("mbox", func(m string) string { return postmark + fromLine.ReplaceAllString(m, ">$1") + "\n" }),
		raw("mbox of three", func(m string) string {
			return postmark + Mail("another\n") + "\n" + postmark + fromLine.ReplaceAllString(m, ">$1") + "\n" + postmark + Mail("more\n")
		}),
		raw("highest bit lost", func(m string) string {
			b := []byte(m)
			for i := range b {
				b[i] &= 0x7f
			}
			return string(b)
		}),
		raw("long lines broken", func(m string) string {
			return eachLine(m, func(l string) string {
				var out strings.Builder
				for len(l) > 990 {
					out.WriteString(l[:990] + "!\n ")
					l = l[990:]
				}
				return out.String() + l
			})
		}),
		raw("many fields in front", func(m string) string {
			return strings.Repeat("Received: from a.example (a.example [192.0.2.1])\n\tby b.example with ESMTP id 7\n", 30) + m
		}),
		raw("header capitals", func(m string) string {
			header, body := cut(m)
			return strings.ReplaceAll(strings.ReplaceAll(header, "Content-Type", "CONTENT-TYPE"), "Content-Transfer-Encoding", "content-transfer-encoding") + "\n" + body
		}),
		raw("header lost", func(m string) string { _, body := cut(m); return body }),
		raw("MIME fields lost", func(m string) string {
			header, body := cut(m)
			return contents.ReplaceAllString(header, "") + "\n" + body
		}),
		raw("no blank line behind the header", func(m string) string { header, body := cut(m); return header + body }),
		raw("blank lines in front", func(m string) string { return "\n\n" + m }),
		raw("saved as UTF-16", func(m string) string { return "\xff\xfe" + utf16Of(m, binary.LittleEndian) }),
		raw("saved as UTF-16 without its mark", func(m string) string { return utf16Of(m, binary.BigEndian) }),
		raw("NUL bytes behind", func(m string) string { return m + strings.Repeat("\x00", 100) }),
		raw("indented as a whole", func(m string) string { return eachLine(m, func(l string) string { return "  " + l }) }),
		raw("quoted as a whole", func(m string) string { return eachLine(m, func(l string) string { return "> " + l }) }),
		raw("cut behind the diff", func(m string) string { return strings.TrimRight(m, "\n") }),
	}
}
