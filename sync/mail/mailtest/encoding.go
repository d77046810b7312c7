package mailtest

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"html"
	"math/rand/v2"
	"mime/quotedprintable"
	"regexp"
	"strings"
	"unicode/utf16"
)

func encoding() []Damage { return append(transfers(), append(structures(), htmls()...)...) }

// part returns a damage that puts the body into a MIME part: alter returns the
// header fields to add, and the body.
func part(name string, alter func(body string) (fields, text string)) Damage {
	return Damage{name, Encoding, func(_ *rand.Rand, mail string) string {
		header, body := cut(mail)
		fields, body := alter(body)
		return header + fields + "\n" + body
	}}
}

func crlf(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }

func quotedPrintable(s string) string {
	var b bytes.Buffer
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	_ = w.Close()
	return strings.ReplaceAll(b.String(), "\r\n", "\n")
}

func base64Of(s string) string {
	s = base64.StdEncoding.EncodeToString([]byte(s))
	var b strings.Builder
	for len(s) > 76 {
		b.WriteString(s[:76] + "\n")
		s = s[76:]
	}
	return b.String() + s + "\n"
}

func utf16Of(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = order.AppendUint16(b, u)
	}
	return string(b)
}

func uuencode(s string) string {
	var b strings.Builder
	b.WriteString("begin 644 diff.txt\n")
	for len(s) > 0 {
		n := min(45, len(s))
		b.WriteByte(byte(' ' + n))
		group := s[:n] + "\x00\x00"
		for i := 0; i < n; i += 3 {
			v := uint32(group[i])<<16 | uint32(group[i+1])<<8 | uint32(group[i+2])
			for shift := 18; shift >= 0; shift -= 6 {
				c := byte(v>>shift) & 63
				if c == 0 {
					c = '`' - ' '
				}
				b.WriteByte(' ' + c)
			}
		}
		b.WriteByte('\n')
		s = s[n:]
	}
	return b.String() + "`\nend\n"
}

const plainText = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"

func transfers() []Damage {
	return []Damage{
		part("quoted-printable", func(b string) (string, string) {
			return plainText + "Content-Transfer-Encoding: quoted-printable\n", quotedPrintable(b)
		}),
		part("quoted-printable, not declared", func(b string) (string, string) { return "", quotedPrintable(b) }),
		part("quoted-printable, misspelt", func(b string) (string, string) {
			return plainText + "Content-transfer-encoding: Quoted Printable\n", quotedPrintable(b)
		}),
		part("base64", func(b string) (string, string) {
			return plainText + "Content-Transfer-Encoding: base64\n", base64Of(b)
		}),
		part("base64 of CRLF", func(b string) (string, string) {
			return plainText + "Content-Transfer-Encoding: BASE64\n", base64Of(crlf(b))
		}),
		part("base64, not declared", func(b string) (string, string) { return "", base64Of(crlf(b)) }),
		part("base64 of UTF-16", func(b string) (string, string) {
			return "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n", base64Of("\xff\xfe" + utf16Of(b, binary.LittleEndian))
		}),
		part("base64 declared of plain text", func(b string) (string, string) { return plainText + "Content-Transfer-Encoding: base64\n", b }),
		part("quoted-printable declared of plain text", func(b string) (string, string) {
			return plainText + "Content-Transfer-Encoding: quoted-printable\n", b
		}),
		part("unknown encoding", func(b string) (string, string) { return plainText + "Content-Transfer-Encoding: x-8bit-ish\n", b }),
		part("wrong charset", func(b string) (string, string) {
			return "Content-Type: text/plain; charset=iso-2022-jp\nContent-Transfer-Encoding: 7bit\n", b
		}),
		part("UTF-7", func(b string) (string, string) {
			return "Content-Type: text/plain; charset=utf-7\n", strings.NewReplacer(`"`, "+ACI-", "=", "+AD0-", `\`, "+AFw-", "[", "+AFs-", "]", "+AF0-", "+", "+-").Replace(b)
		}),
		part("format=flowed", func(b string) (string, string) {
			return "Content-Type: text/plain; charset=us-ascii; format=flowed\n", eachLine(flow(b, " \n"), func(l string) string {
				if strings.HasPrefix(l, " ") || strings.HasPrefix(l, ">") || strings.HasPrefix(l, "From ") {
					return " " + l
				}
				return l
			})
		}),
		part("format=flowed with DelSp", func(b string) (string, string) {
			return "Content-Type: text/plain; format=\"flowed\"; DelSp=\"Yes\"\n", flow(b, "  \n")
		}),
		part("uuencoded", func(b string) (string, string) { return "", "see the file\n\n" + uuencode(b) }),
	}
}

// flow wraps lines at blanks and writes end at each.
func flow(body, end string) string {
	return eachLine(body, func(l string) string {
		var out strings.Builder
		for len(l) > 50 {
			at := strings.LastIndexByte(l[:50], ' ')
			if at <= 0 {
				break
			}
			out.WriteString(l[:at] + end)
			l = l[at+1:]
		}
		return out.String() + l
	})
}

// multi returns a multipart body, and its Content-Type field.
func multi(kind string, parts ...string) (fields, body string) {
	const boundary = "=_b0undary:7"
	var b strings.Builder
	b.WriteString("This is a message in several parts.\n")
	for _, p := range parts {
		b.WriteString("--" + boundary + "\n" + p + "\n")
	}
	b.WriteString("--" + boundary + "--\n")
	return "MIME-Version: 1.0\nContent-Type: multipart/" + kind + ";\n boundary=\"" + boundary + "\"\n", b.String()
}

func inline(b string) string { return "Content-Type: text/plain\n\n" + b }

func attached(b string) string {
	return "Content-Type: application/octet-stream; name=\"../../diff.txt\"\nContent-Transfer-Encoding: base64\n" +
		"Content-Disposition: attachment; filename=\"../../diff.txt\"\n\n" + base64Of(b)
}

func forwarded(b string) string { return "Content-Type: message/rfc822\n\n" + Mail(b) }

var lastBoundary = regexp.MustCompile(`(?s)\n--[^\n]*--\n$`)

func structures() []Damage {
	return []Damage{
		part("attachment", func(b string) (string, string) { return multi("mixed", inline("The diff is attached.\n"), attached(b)) }),
		part("footer in a part of its own", func(b string) (string, string) { return multi("mixed", inline(b), inline("list footer\n")) }),
		part("forwarded as attachment", func(b string) (string, string) { return multi("mixed", inline("FYI\n"), forwarded(b)) }),
		part("forwarded as attachment three times", func(b string) (string, string) {
			for range 3 {
				fields, body := multi("mixed", inline("FYI\n"), forwarded(b))
				b = fields + "\n" + body
				b = "Content-Type: message/rfc822\n\n" + "Subject: Fwd\n" + b
				fields, b = multi("mixed", b)
				b = fields + "\n" + b
				fields, b = multi("mixed", b)
				return fields, b
			}
			return "", b
		}),
		part("digest", func(b string) (string, string) { return multi("digest", "\n"+Mail("another\n"), "\n"+Mail(b)) }),
		part("digest in plain text", func(b string) (string, string) {
			return "", "Today's Topics:\n\n   1. diff\n\n----------------------------------------------------------------------\n\nMessage: 1\n" + Mail(b) + "\n------------------------------\n"
		}),
		part("closing boundary lost", func(b string) (string, string) {
			fields, body := multi("mixed", inline(b))
			return fields, lastBoundary.ReplaceAllString(body, "\n")
		}),
		part("another boundary than declared", func(b string) (string, string) {
			fields, body := multi("mixed", inline("see attachment\n"), attached(b))
			return strings.ReplaceAll(fields, "b0undary", "boundary"), body
		}),
		part("boundary not declared", func(b string) (string, string) {
			_, body := multi("mixed", inline("see attachment\n"), attached(b))
			return "Content-Type: multipart/mixed\n", body
		}),
		part("picture beside it", func(b string) (string, string) {
			return multi("related", inline(b), "Content-Type: image/png\nContent-Transfer-Encoding: base64\n\n"+base64Of(strings.Repeat("\x89PNG", 400)))
		}),
	}
}

func page(b string) string {
	return "<html><head><title>t</title><style>p { margin: 0 }</style></head><body><p>Dear all,</p>\n" + b + "</body></html>\n"
}

func breaks(b string) string {
	return strings.ReplaceAll(html.EscapeString(b), "\n", "<br>\n")
}

const htmlType = "Content-Type: text/html; charset=\"utf-8\"\n"

func htmls() []Damage {
	divs := func(b string) string {
		return eachLine(html.EscapeString(b), func(l string) string {
			return `<div style="x"><span lang=EN-GB>` + strings.ReplaceAll(l, " ", "&nbsp;") + "</span></div>"
		})
	}
	return []Damage{
		part("HTML only", func(b string) (string, string) { return htmlType, page("<pre>" + html.EscapeString(b) + "</pre>") }),
		part("HTML with breaks", func(b string) (string, string) { return htmlType, page(breaks(b)) }),
		part("HTML of a line each, quoted-printable", func(b string) (string, string) {
			return htmlType + "Content-Transfer-Encoding: quoted-printable\n", quotedPrintable(page(divs(b)))
		}),
		part("HTML on one line", func(b string) (string, string) { return htmlType, strings.ReplaceAll(page(breaks(b)), "\n", "") }),
		part("HTML that is not declared", func(b string) (string, string) { return "", page(breaks(b)) }),
		part("HTML in base64 as an attachment", func(b string) (string, string) {
			return multi("mixed", inline("see attachment\n"), "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n\n"+base64Of(page(divs(b))))
		}),
		part("alternative of text and HTML", func(b string) (string, string) {
			return multi("alternative", inline(b), htmlType+"\n"+page(breaks(b)))
		}),
		part("alternative of cut text and HTML", func(b string) (string, string) {
			return multi("alternative", inline(b[:len(b)/2]), htmlType+"\n"+page(breaks(b)))
		}),
		part("alternative within mixed within related", func(b string) (string, string) {
			fields, body := multi("alternative", inline("empty\n"), htmlType+"\n"+page(breaks(b)))
			for i, kind := range []string{"mixed", "related"} {
				mark := fmt.Sprintf("outer%d", i)
				inner := fields + "\n" + body
				fields, body = multi(kind, inner)
				fields, body = strings.ReplaceAll(fields, "b0undary:7", mark), strings.Replace(body, "--=_b0undary:7\n", "--=_"+mark+"\n", 1)
			}
			return fields, body
		}),
	}
}
