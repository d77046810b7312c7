package mailtest

import (
	"html"
	"math/rand/v2"
	"regexp"
	"strings"
)

func writing() []Damage {
	return append(blanks(), append(signs(), append(quoting(), around()...)...)...)
}

// blanks are alterations of blanks and line ends.
func blanks() []Damage {
	return []Damage{
		lines("blanks at line ends", func(l string) string { return l + "   " }),
		lines("indented", func(l string) string { return "    " + l }),
		lines("indented by tabs", func(l string) string { return "\t" + l }),
		lines("lines doubled by blank ones", func(l string) string { return l + "\n" }),
		replaced("no-break spaces", " ", "\u00a0"),
		replaced("narrow no-break spaces", " ", "\u202f"),
		replaced("no-break spaces of ISO 8859-1", " ", "\xa0"),
		replaced("no-break spaces as entities", " ", "&nbsp;"),
		replaced("blanks as tabs", " ", "\t"),
		replaced("zero-width spaces", ",", ",\u200b", "=", "\u200b="),
		replaced("soft hyphens and marks of direction", "\n", "\u00ad\u200e\n"),
		replaced("no blanks around equals signs", " = ", "="),
		text("mark of byte order", func(_ *rand.Rand, b string) string { return "\ufeff" + b }),
		text("wrapped at 60", func(_ *rand.Rand, b string) string { return wrap(b, 60, false) }),
		text("wrapped at 40", func(_ *rand.Rand, b string) string { return wrap(b, 40, false) }),
		text("wrapped at 48, long words cut", func(_ *rand.Rand, b string) string { return wrap(b, 48, true) }),
		text("folded at 50", func(_ *rand.Rand, b string) string { return fold(b, 50) }),
		replaced("page breaks between lines", "\n[", "\n\f[", "\nsign", "\n\fsign", "\nafter", "\n\n\f\nafter"),
		replaced("page breaks within words", "from =", "fr\fom =", "fieldfolio 1", "field\ffolio 1", "after", "aft\fer"),
		text("line ends lost", func(_ *rand.Rand, b string) string { return strings.ReplaceAll(b, "\n", " ") + "\n" }),
		text("some blank lines", func(rng *rand.Rand, b string) string {
			return eachLine(b, func(l string) string { return l + strings.Repeat("\n", rng.IntN(3)) })
		}),
	}
}

// wrap breaks lines at blanks, and long words only if they are to be cut.
func wrap(body string, width int, words bool) string {
	return eachLine(body, func(l string) string {
		var out []string
		for len(l) > width {
			at := strings.LastIndexByte(l[:width+1], ' ')
			switch {
			case at > 0:
				out, l = append(out, l[:at]), l[at+1:]
			case words:
				out, l = append(out, l[:width]), l[width:]
			default:
				if at = strings.IndexByte(l, ' '); at <= 0 {
					return strings.Join(append(out, l), "\n")
				}
				out, l = append(out, l[:at]), l[at+1:]
			}
		}
		return strings.Join(append(out, l), "\n")
	})
}

// fold breaks lines at a fixed column.
func fold(body string, width int) string {
	return eachLine(body, func(l string) string {
		var out []string
		for len(l) > width {
			out, l = append(out, l[:width]), l[width:]
		}
		return strings.Join(append(out, l), "\n")
	})
}

var (
	quoted  = regexp.MustCompile(`"+([^"]*)"+`)
	fences  = regexp.MustCompile(`(?m)^(begin|end) fieldfolio 1$`)
	keys    = regexp.MustCompile(`(?m)^[a-z_.]+ =`)
	domains = regexp.MustCompile(`\b[a-z]+\.(org|com|net)\b`)
)

func matched(name string, re *regexp.Regexp, with string) Damage {
	return text(name, func(_ *rand.Rand, b string) string { return re.ReplaceAllString(b, with) })
}

// signs are alterations of single characters.
func signs() []Damage {
	upper := func(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
	return []Damage{
		matched("typographic quotation marks", quoted, "“$1”"),
		matched("German quotation marks", quoted, "„$1“"),
		matched("French quotation marks", quoted, "«$1»"),
		matched("French quotation marks with blanks", quoted, "«\u00a0$1\u00a0»"),
		matched("French quotation marks with narrow blanks", quoted, "«\u202f$1\u202f»"),
		text("each quotation mark as a French one with a blank", func(_ *rand.Rand, b string) string { return french(b) }),
		matched("corner brackets", quoted, "「$1」"),
		matched("quotation marks of windows-1252", quoted, "\x93$1\x94"),
		matched("quotation marks as question marks", quoted, "?$1?"),
		matched("quotation marks mistaken for windows-1252", quoted, "â€œ${1}â€\u009d"),
		matched("quotation marks mistaken twice", quoted, "Ã¢â‚¬Å“${1}Ã¢â‚¬Â\u009d"),
		matched("primes for quotation marks", quoted, "″$1″"),
		replaced("apostrophes", "'", "’"),
		replaced("en dashes", "-", "–"),
		replaced("minus signs", "-", "\u2212"),
		replaced("dashes of windows-1252", "-", "\x96"),
		replaced("entities", `"`, "&quot;", "'", "&#39;"),
		replaced("entities of entities", `"`, "&amp;quot;"),
		replaced("fractions and other signs put in", "1/2", "½", "(c)", "©", "(tm)", "™"),
		replaced("escaped for Markdown", "[", `\[`, "]", `\]`, "_", `\_`, `\`, `\\`),
		replaced("colours of a terminal", "\n", "\x1b[0m\n\x1b[36m"),
		matched("bold fences", fences, "*$1 fieldfolio 1*"),
		matched("fences with a full stop", fences, "$1 fieldfolio 1."),
		matched("fences with no-break spaces", fences, "$1\u00a0fieldfolio\u00a01"),
		text("fences in capitals", func(_ *rand.Rand, b string) string { return fences.ReplaceAllStringFunc(b, strings.ToUpper) }),
		text("keys with capitals", func(_ *rand.Rand, b string) string { return keys.ReplaceAllStringFunc(b, upper) }),
		matched("links put in", domains, "$0<http://$0/>"),
		matched("links put in as Markdown", domains, "[$0](https://links.example/?u=$0)"),
		matched("links numbered", domains, "[7]$0"),
	}
}

// french replaces quotation marks by turns, as a program does that looks at each
// of several by itself.
func french(body string) string {
	parts := strings.Split(body, `"`)
	for i := range parts[1:] {
		if i%2 == 0 {
			parts[i] += "«\u00a0"
		} else {
			parts[i] += "\u00a0»"
		}
	}
	return strings.Join(parts, "")
}

// quoting are alterations by replies and forwards.
func quoting() []Damage {
	return []Damage{
		lines("quoted", func(l string) string { return "> " + l }),
		lines("quoted twice", func(l string) string { return ">> " + l }),
		lines("quoted without a blank", func(l string) string { return ">" + l }),
		lines("quoted by bars", func(l string) string { return "| " + l }),
		lines("quoted with initials", func(l string) string { return "AD> " + l }),
		text("quoted and wrapped", func(_ *rand.Rand, b string) string {
			return wrap(eachLine(b, func(l string) string { return "> > " + l }), 56, false)
		}),
		text("forwarded in the text", func(_ *rand.Rand, b string) string {
			return "FYI\n\n-----Original Message-----\nFrom: ROEA [mailto:roea@example.org]\nSent: 11 April\nTo: HQ\nSubject: fieldfolio roea\n\n" + b
		}),
		text("answered above and below", func(_ *rand.Rand, b string) string {
			return "See below.\n\nOn 11 April, ROEA wrote:\n" + eachLine(b, func(l string) string { return "> " + l }) + "\nThanks!\n"
		}),
		text("quoted in an answer to itself", func(_ *rand.Rand, b string) string {
			return b + "\n> On 11 April I wrote that \"begin fieldfolio 1\" begins a diff.\n"
		}),
	}
}

// around are alterations outside the diff.
func around() []Damage {
	return []Damage{
		text("banner", func(_ *rand.Rand, b string) string {
			return "CAUTION: this e-mail = from outside. Do not click on \"links\".\n" + b
		}),
		text("disclaimer", func(_ *rand.Rand, b string) string {
			return b + strings.Repeat("This message [and its attachments] is = \"confidential\".\n", 9)
		}),
		text("signature", func(_ *rand.Rand, b string) string { return b + "-- \nA. Desk\nROEA\n" }),
		text("footer of a list", func(_ *rand.Rand, b string) string {
			return b + "_______________________________________________\nlist mailing list\nhttp://lists.example/mailman/listinfo/list\n"
		}),
		text("banner within a line", func(_ *rand.Rand, b string) string { return "[EXTERNAL] " + b }),
		text("hyphens escaped", func(_ *rand.Rand, b string) string {
			return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n" + strings.ReplaceAll("\n"+b, "\n-", "\n- -")[1:] +
				"-----BEGIN PGP SIGNATURE-----\n\niQEzBAEBCAAdFiEE\n-----END PGP SIGNATURE-----\n"
		}),
		text("pasted from a web page", func(_ *rand.Rand, b string) string { return html.EscapeString(b) }),
		text("text and a second copy", func(_ *rand.Rand, b string) string { return b + "\n\n" + b }),
	}
}
