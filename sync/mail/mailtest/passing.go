package mailtest

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"html"
	"math/rand/v2"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf16"

	xenc "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// passing are alterations by programs through which texts pass on their way
// into a mail: ticket systems, forms, terminals, word processors, documents.
func passing() []Damage {
	return append(compatible(), append(standIns(), append(escaping(), append(numbering(), append(ends(), resolved()...)...)...)...)...)
}

// eachRune returns a damage that replaces characters of the body.
func eachRune(name string, alter func(r rune) rune) Damage {
	return text(name, func(_ *rand.Rand, b string) string { return strings.Map(alter, b) })
}

func shifted(r, from, to, first rune) rune {
	if r >= from && r <= to {
		return first + r - from
	}
	return r
}

// compatible are compatibility forms and signs that look alike.
func compatible() []Damage {
	wide := func(r rune) rune { return shifted(r, '!', '~', '\uff01') }
	digits := func(first rune) func(rune) rune { return func(r rune) rune { return shifted(r, '0', '9', first) } }
	return []Damage{
		replaced("ligatures of a PDF", "ffi", "ﬃ", "ffl", "ﬄ", "fi", "ﬁ", "fl", "ﬂ", "ff", "ﬀ", "st", "ﬆ"),
		eachRune("digits of full width", digits('０')),
		eachRune("all of full width", wide),
		text("all of full width with its blanks", func(_ *rand.Rand, b string) string {
			return strings.ReplaceAll(strings.Map(wide, b), " ", "\u3000")
		}),
		eachRune("raised digits", func(r rune) rune {
			if i := strings.IndexRune("0123456789", r); i >= 0 {
				return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[i]
			}
			return r
		}),
		eachRune("lowered digits", digits('₀')),
		eachRune("mathematical letters", func(r rune) rune { return shifted(shifted(r, 'a', 'z', 0x1d41a), 'A', 'Z', 0x1d400) }),
		eachRune("Arabic digits", digits('٠')),
		eachRune("Devanagari digits", digits('०')),
		eachRune("bold digits", digits(0x1d7ce)),
		replaced("signs of other widths", "=", "﹦", "%", "﹪", "+", "﹢", ",", "﹐", ":", "﹕", "(", "﹙", ")", "﹚"),
		replaced("ideographic blanks", " ", "\u3000"),
		replaced("figure and thin blanks", " ", "\u2009"),
		replaced("braille and word joiners", " ", " \u2060", "=", "\u2060="),
		replaced("hyphens that do not break", "-", "\u2011"),
		replaced("figure dashes", "-", "\u2012"),
		replaced("em dashes", "-", "—"),
		replaced("hyphens of width", "-", "﹣"),
		replaced("fraction and division slashes", "/", "∕"),
		replaced("ellipses", "...", "…"),
		replaced("signs alike", ":", "∶", "'", "ʹ", "?", "؟", "%", "٪"),
		replaced("marks of direction in every line", "\n", "\u202c\n\u202a", " = ", "\u200e = \u200f"),
		replaced("soft hyphens in words", "ie", "i\u00ade", "fo", "f\u00ado"),
		replaced("zero-width joiners in words", "ie", "i\u200de", "an", "a\u200bn"),
		matched("quotation marks of math", quoted, "″${1}″"),
		matched("low quotation marks", quoted, "‚‚${1}‘‘"),
		matched("quotation marks of Unicode's dingbats", quoted, "❝${1}❞"),
		matched("quotation marks of full width", quoted, "＂${1}＂"),
		matched("two apostrophes for quotation marks", quoted, "''$1''"),
		matched("quotation marks as entities with numbers", quoted, "&#8220;$1&#x201d;"),
		matched("quotation marks as entities twice", quoted, "&amp;ldquo;$1&amp;rdquo;"),
		matched("quotation marks mistaken for Macintosh", quoted, "‚Äú${1}‚Äù"),
		matched("quotation marks mistaken for code page 850", quoted, "ÔÇ£${1}ÔÇØ"),
		matched("quotation marks mistaken for code page 437", quoted, "ΓÇ£${1}ΓÇ¥"),
		matched("quotation marks mistaken for windows-1251", quoted, "вЂњ${1}вЂќ"),
		charsetOf("quotation marks in GB 2312", simplifiedchinese.GBK, "gb2312"),
		charsetOf("quotation marks in Shift JIS", japanese.ShiftJIS, "shift_jis"),
		charsetOf("quotation marks in Macintosh Roman", charmap.Macintosh, "macintosh"),
		charsetOf("quotation marks in GB 2312, not declared", simplifiedchinese.GBK, ""),
		charsetOf("quotation marks in Macintosh Roman, not declared", charmap.Macintosh, ""),
	}
}

// charsetOf puts in typographic quotation marks and writes them in a character
// set.
func charsetOf(name string, set xenc.Encoding, declared string) Damage {
	return part(name, func(b string) (string, string) {
		out, err := xenc.ReplaceUnsupported(set.NewEncoder()).String(quoted.ReplaceAllString(b, "“${1}”"))
		if err != nil {
			panic(err)
		}
		if declared == "" {
			return "", out
		}
		return "Content-Type: text/plain; charset=" + declared + "\n", out
	})
}

var codes = regexp.MustCompile(`\\u[0-9a-f]{4}|\\U[0-9a-f]{8}`)

// standIns are other characters for the backslash.
func standIns() []Damage {
	var all []Damage
	for _, sign := range []string{"¥", "₩", "＼", "∖", "⧵", "﹨", "￥", "Ö", "ç", "Ø", "Ñ", `\\`, "/", "|", "?", "_", "\ufffd", "&#92;", "&bsol;", "%5C", "=5C"} {
		all = append(all, replaced("backslashes as "+sign, `\`, sign))
	}
	return append(all,
		replaced("backslashes gone", `\`, ""),
		replaced("backslashes as blanks", `\`, " "),
		text("backslashes gone from codes", func(_ *rand.Rand, b string) string {
			return codes.ReplaceAllStringFunc(b, func(c string) string { return c[1:] })
		}),
		text("backslashes doubled in codes", func(_ *rand.Rand, b string) string {
			return codes.ReplaceAllStringFunc(b, func(c string) string { return `\` + c })
		}),
		text("codes in capitals", func(_ *rand.Rand, b string) string {
			return codes.ReplaceAllStringFunc(b, func(c string) string { return c[:2] + strings.ToUpper(c[2:]) })
		}),
		replaced("brackets and backslashes of ISO 646-DE", "[", "Ä", `\`, "Ö", "]", "Ü"),
		replaced("brackets and backslashes of ISO 646-FR", "[", "°", `\`, "ç", "]", "§"),
		replaced("brackets and backslashes of ISO 646-SE", "[", "Ä", `\`, "Ö", "]", "Å"),
	)
}

func quoteJSON(s string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(s)
	return strings.TrimSpace(b.String())
}

func form(s string) string { return url.QueryEscape(s) }

func percented(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }

func body(name string, alter func(string) string) Damage {
	return text(name, func(_ *rand.Rand, b string) string { return alter(b) })
}

// escaping are encodings of strings in files, links and programs.
func escaping() []Damage { return append(programmed(), encoded()...) }

// programmed are strings in files and programs.
func programmed() []Damage {
	js := func(s string) string { return `{"ticket": {"id": 5, "body": ` + quoteJSON(s) + `}}` + "\n" }
	return []Damage{
		body("string in JSON", js),
		body("string in JSON in a string in JSON", func(b string) string { return `{"event": ` + quoteJSON(js(b)) + "}\n" }),
		body("string in JSON, three times", func(b string) string { return `[` + quoteJSON(js(js(b))) + "]\n" }),
		body("string in JSON with codes for signs", func(b string) string {
			out, _ := json.Marshal(`<"` + b + `">`)
			return strings.NewReplacer(`\"`, `\u0022`, `\n`, `\u000a`).Replace(string(out)) + "\n"
		}),
		body("string in JSON with CRLF", func(b string) string { return js(crlf(b)) }),
		body("string in a program", func(b string) string { return "body = " + strconv.Quote(b) + "\n" }),
		body("bytes in Python", func(b string) string {
			return "b'" + strings.NewReplacer(`\`, `\\`, "'", `\'`, "\n", `\n`).Replace(b) + "'\n"
		}),
		body("string in C with octal codes", func(b string) string {
			return strings.NewReplacer(`\`, `\134`, `"`, `\042`, "\n", `\012`).Replace(b) + "\n"
		}),
		body("string in JSON in HTML", func(b string) string { return "<html><body><p>" + html.EscapeString(js(b)) + "</p></body></html>\n" }),
		body("JSON in a link", func(b string) string { return "https://example.org/t?x=" + form(js(b)) + "\n" }),
	}
}

// encoded are encodings of links and mails.
func encoded() []Damage {
	return []Damage{
		body("link to write a mail", func(b string) string {
			return "mailto:sync@hq.example.org?subject=x&body=" + percented(b) + "\n"
		}),
		body("link with CRLF", func(b string) string { return "mailto:x@example.org?body=" + percented(crlf(b)) + "\n" }),
		body("form", func(b string) string { return "from=roea&text=" + form(b) + "&send=1\n" }),
		body("form with CRLF", func(b string) string { return "text=" + form(crlf(b)) + "\n" }),
		body("link encoded twice", func(b string) string {
			return "https://example.org/?u=" + url.QueryEscape("mailto:x?body="+percented(b)) + "\n"
		}),
		body("percent encoding of signs only", func(b string) string {
			return strings.NewReplacer("%", "%25", `"`, "%22", `\`, "%5C", "[", "%5B", "]", "%5D").Replace(b)
		}),
		body("escape() of old scripts", func(b string) string {
			return strings.NewReplacer("%", "%25", `"`, "%22", `\`, "%5C", "\n", "%0A", " ", "%u0020").Replace(b) + "\n"
		}),
		body("quoted-printable twice", func(b string) string { return quotedPrintable(quotedPrintable(b)) }),
		body("quoted-printable three times", func(b string) string { return quotedPrintable(quotedPrintable(quotedPrintable(b))) }),
		body("quoted-printable, all on one line", func(b string) string {
			return strings.NewReplacer("=", "=3D", "\n", "=0A").Replace(b) + "\n"
		}),
		body("quoted-printable with CRLF left", func(b string) string {
			return strings.NewReplacer("=", "=3D", "\n", "=0D=0A\n").Replace(b)
		}),
		replaced("equals signs in quoted-printable only", "=", "=3D"),
		replaced("equals signs in quoted-printable twice", "=", "=3D3D"),
		body("base64 twice", func(b string) string { return base64Of(base64Of(b)) }),
		body("base64 of quoted-printable", func(b string) string { return base64Of(quotedPrintable(b)) }),
		body("quoted-printable of base64", func(b string) string { return quotedPrintable(base64Of(b)) }),
		body("entities of every sign", func(b string) string {
			var out strings.Builder
			for _, r := range b {
				if strings.ContainsRune(`"\[]=.`, r) {
					fmt.Fprintf(&out, "&#%d;", r)
				} else {
					out.WriteRune(r)
				}
			}
			return out.String()
		}),
		body("entities twice", func(b string) string { return html.EscapeString(html.EscapeString(b)) }),
		body("HTML as text in HTML", func(b string) string { return html.EscapeString(page(breaks(b))) }),
		body("XML", func(b string) string {
			return "<?xml version=\"1.0\"?>\n<ticket><body>" + html.EscapeString(b) + "</body></ticket>\n"
		}),
		body("CDATA", func(b string) string { return "<?xml version=\"1.0\"?>\n<ticket><![CDATA[" + b + "]]></ticket>\n" }),
		body("cell of CSV", func(b string) string { return "5,\"" + strings.ReplaceAll(b, `"`, `""`) + "\",open\n" }),
		body("literal in YAML", func(b string) string {
			return "body: |\n" + eachLine(b, func(l string) string { return "  " + l })
		}),
		body("string in SQL", func(b string) string {
			return "INSERT INTO t VALUES (5, '" + strings.ReplaceAll(b, "'", "''") + "');\n"
		}),
	}
}

// numbered writes a number in front of each line.
func numbered(name, form string, first int) Damage {
	return text(name, func(_ *rand.Rand, b string) string {
		n := first - 1
		return eachLine(b, func(l string) string { n++; return fmt.Sprintf(form, n) + l })
	})
}

// numbering are numbers and signs in front of lines.
func numbering() []Damage {
	return []Damage{
		numbered("numbers of cat", "%6d\t", 1),
		numbered("numbers with blanks", "%4d  ", 1),
		numbered("numbers from 117", "%4d  ", 117),
		numbered("numbers from 98 with a colon", "%d:", 98),
		numbered("numbers of grep", "%d:", 1),
		numbered("numbers of grep with a name", "mail.eml:%d:", 9),
		numbered("numbers with a bar", "%d|", 1),
		numbered("numbers with a bar and blanks", "%3d | ", 1),
		numbered("numbers with a full stop", "%d. ", 1),
		numbered("numbers with a bracket", "%d) ", 1),
		numbered("numbers in brackets", "[%d] ", 1),
		numbered("numbers with zeros", "%03d ", 1),
		numbered("numbers of L", "L%d: ", 1),
		numbered("numbers with a rule", "%4d │ ", 1),
		numbered("numbers with an angle", "%d> ", 1),
		numbered("numbers without a blank", "%d", 1),
		text("numbers, wrapped", func(_ *rand.Rand, b string) string {
			n := 0
			return wrap(eachLine(b, func(l string) string { n++; return fmt.Sprintf("%4d  %s", n, l) }), 60, false)
		}),
		text("numbers on lines that are not empty", func(_ *rand.Rand, b string) string {
			n := 0
			return eachLine(b, func(l string) string { n++; return fmt.Sprintf("%d. %s\n", n, l) })
		}),
		text("a patch", func(_ *rand.Rand, b string) string {
			return "--- /dev/null\n+++ mail.txt\n@@ -0,0 +1,26 @@\n" + eachLine(b, func(l string) string { return "+" + l })
		}),
		lines("a patch that removes", func(l string) string { return "-" + l }),
		lines("a list", func(l string) string { return "- " + l }),
		lines("a list of stars", func(l string) string { return "* " + l }),
		lines("comments of a shell", func(l string) string { return "# " + l }),
		lines("comments of a program", func(l string) string { return "// " + l }),
		lines("comments of SQL", func(l string) string { return "-- " + l }),
		lines("comments of TeX", func(l string) string { return "% " + l }),
		lines("bars of a table", func(l string) string { return "| " + l + " |" }),
		lines("rules of a box", func(l string) string { return "│ " + l + " │" }),
		lines("quoted by colons", func(l string) string { return ": " + l }),
		lines("time stamps", func(l string) string { return "[09:15:02] " + l }),
		lines("quoted by a name", func(l string) string { return "roea: " + l }),
		text("fenced as code", func(_ *rand.Rand, b string) string { return "```toml\n" + b + "```\n" }),
		text("fenced as code and quoted", func(_ *rand.Rand, b string) string {
			return eachLine("~~~\n"+b+"~~~\n", func(l string) string { return "> " + l })
		}),
	}
}

// ends are other ends of lines.
func ends() []Damage {
	with := func(name, end string) Damage {
		return text(name, func(_ *rand.Rand, b string) string { return strings.ReplaceAll(b, "\n", end) })
	}
	return []Damage{
		with("line ends of EBCDIC", "\u0085"), with("line ends of EBCDIC in ISO 8859-1", "\x85"),
		with("line separators", "\u2028"), with("paragraph separators", "\u2029"),
		with("vertical tabs", "\v"), with("form feeds", "\f"), with("line ends as signs", "↵"),
		with("line ends shown as well", "↵\n"), with("line ends of a control picture", "\u240a"),
		with("line ends gone", ""), with("CR alone in the body", "\r"), with("LF CR", "\n\r"),
		with("line ends as blanks", " "), with("line ends as bars", " | "),
		raw("UTF-16 of the other order", func(m string) string { return "\xfe\xff" + utf16Of(m, binary.BigEndian) }),
		raw("UTF-16 with CRLF", func(m string) string { return "\xff\xfe" + utf16Of(crlf(m), binary.LittleEndian) }),
		raw("UTF-16 in little order without its mark", func(m string) string { return utf16Of(crlf(m), binary.LittleEndian) }),
		raw("UTF-32", func(m string) string { return "\xff\xfe\x00\x00" + utf32Of(m, binary.LittleEndian) }),
		raw("UTF-32 without its mark", func(m string) string { return utf32Of(m, binary.BigEndian) }),
		raw("UTF-8 with its mark", func(m string) string { return "\xef\xbb\xbf" + m }),
		part("attachment in UTF-16", func(b string) (string, string) {
			return multi("mixed", inline("see\n"), attachedAs("text/plain", "diff.txt", "\xff\xfe"+utf16Of(crlf(b), binary.LittleEndian)))
		}),
		part("attachment in UTF-32", func(b string) (string, string) {
			return multi("mixed", inline("see\n"), attachedAs("application/octet-stream", "diff.txt", utf32Of(b, binary.LittleEndian)))
		}),
	}
}

func utf32Of(s string, order binary.AppendByteOrder) string {
	var b []byte
	for _, r := range s {
		b = order.AppendUint32(b, uint32(r))
	}
	return string(b)
}

func attachedAs(kind, name, data string) string {
	return "Content-Type: " + kind + "; name=\"" + name + "\"\nContent-Transfer-Encoding: base64\n" +
		"Content-Disposition: attachment; filename=\"" + name + "\"\n\n" + base64Of(data)
}

// Resolve writes the characters for their codes.
func Resolve(body string) string {
	return codes.ReplaceAllStringFunc(body, func(c string) string {
		n, _ := strconv.ParseUint(c[2:], 16, 32)
		return string(rune(n))
	})
}

var joined = regexp.MustCompile(`\\\n`)

// resolved are codes that were replaced by their characters.
func resolved() []Damage {
	res := func(name string, alter func(string) string) Damage {
		return text(name, func(_ *rand.Rand, b string) string { return alter(Resolve(b)) })
	}
	return []Damage{
		res("codes resolved", func(b string) string { return b }),
		res("codes resolved, in JSON", func(b string) string { return `{"body":` + quoteJSON(b) + "}\n" }),
		res("codes resolved, in HTML", func(b string) string { return "<pre>" + html.EscapeString(b) + "</pre>\n" }),
		res("codes resolved, quoted", func(b string) string { return eachLine(b, func(l string) string { return "> " + l }) }),
		res("codes resolved, lines joined", func(b string) string { return joined.ReplaceAllString(b, "") }),
		res("codes resolved, backslashes gone", func(b string) string { return strings.ReplaceAll(b, `\`, "") }),
		text("codes of quotation marks resolved", func(_ *rand.Rand, b string) string {
			return strings.NewReplacer(`\u0022`, `"`, `\u0040`, "@", `\u0024`, "$").Replace(b)
		}),
		text("codes of quotation marks resolved with a backslash", func(_ *rand.Rand, b string) string { return strings.ReplaceAll(b, `\u0022`, `\"`) }),
		text("codes of letters resolved", func(_ *rand.Rand, b string) string {
			return codes.ReplaceAllStringFunc(b, func(c string) string {
				if n, _ := strconv.ParseUint(c[2:], 16, 32); n >= 0xa0 {
					return string(rune(n))
				}
				return c
			})
		}),
		part("codes resolved, in UTF-16", func(b string) (string, string) {
			return "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n", base64Of("\xff\xfe" + utf16Of(Resolve(b), binary.LittleEndian))
		}),
		part("codes resolved, in windows-1252 as entities", func(b string) (string, string) {
			out, err := xenc.HTMLEscapeUnsupported(charmap.Windows1252.NewEncoder()).String(Resolve(b))
			if err != nil {
				panic(err)
			}
			return "Content-Type: text/plain; charset=windows-1252\n", out
		}),
		part("codes resolved, quoted-printable", func(b string) (string, string) {
			return plainText + "Content-Transfer-Encoding: quoted-printable\n", quotedPrintable(Resolve(b))
		}),
		res("codes resolved, mistaken for windows-1252", mistaken),
		text("codes as numbers of characters", func(_ *rand.Rand, b string) string {
			return codes.ReplaceAllStringFunc(b, func(c string) string {
				n, _ := strconv.ParseUint(c[2:], 16, 32)
				return fmt.Sprintf("&#%d;", n)
			})
		}),
		text("codes of other languages", func(_ *rand.Rand, b string) string {
			return codes.ReplaceAllStringFunc(b, func(c string) string {
				n, _ := strconv.ParseUint(c[2:], 16, 32)
				var out strings.Builder
				for _, u := range utf16.Encode([]rune{rune(n)}) {
					fmt.Fprintf(&out, `\u%04X`, u)
				}
				return out.String()
			})
		}),
	}
}

// mistaken returns UTF-8 read as windows-1252.
func mistaken(s string) string {
	var b strings.Builder
	for _, c := range []byte(s) {
		r := charmap.Windows1252.DecodeByte(c)
		if r == '\ufffd' {
			r = rune(c)
		}
		b.WriteRune(r)
	}
	return b.String()
}
