package ui

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"fieldfolio/portfolio"
	"fieldfolio/tui/draw"
)

// The signs of the screens that have words of their own. Titles and other texts
// of people go through none of this.
var (
	shortDay        = regexp.MustCompile(`\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (\d{4})(~?)`)
	ShareOf         = regexp.MustCompile(`(\d) ?%`)
	thousandDollars = regexp.MustCompile(`US\$ ?(-?[\d,]+) thousand`)
	dollarSign      = regexp.MustCompile(`US\$ ?(-?\d[\d,.]*\d|-?\d|–)`)
)

// InWords returns a text of the screens as it is spoken: days in full, money and
// shares with their units behind them, signs as what they mean.
func InWords(s string) string {
	switch s = strings.TrimSpace(s); s {
	case "–":
		return "unknown"
	case "·":
		return "nothing"
	}
	s = shortDay.ReplaceAllStringFunc(s, func(d string) string {
		d, assumed := strings.CutSuffix(d, "~")
		if t, err := time.Parse("Jan 2006", d); err == nil {
			d = t.Format("January 2006")
		}
		if assumed {
			d += ", assumed"
		}
		return d
	})
	s = thousandDollars.ReplaceAllString(s, "$1 thousand dollars")
	s = ShareOf.ReplaceAllString(s, "$1 per cent")
	s = dollarSign.ReplaceAllString(s, "$1 dollars")
	return signWords.Replace(s)
}

// signWords are the signs that stand for words in the middle of a line.
var signWords = strings.NewReplacer("– dollars", "unknown", "– → ", "unknown to ", " → ", " to ", " (assumed)", ", assumed", "(assumed)", "assumed", " (document)", ", the day of the document", " @ ", " at ", "…", "")

// FactsOf returns what a text of drawn lines says, one fact a line.
func FactsOf(lines []string) []string {
	var out []string
	for _, l := range lines {
		if s := DrawnWords(l); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// DrawnWords returns a drawn line as words: the parts that blanks keep apart,
// between commas, without bars and marks.
func DrawnWords(line string) string {
	line = strings.Map(func(r rune) rune {
		if r >= '─' && r <= '▟' || r == '»' { // lines, blocks and the marker of the selection
			return ' '
		}
		return r
	}, line)
	line = strings.TrimSpace(line)
	line = strings.TrimPrefix(line, "!")
	var parts []string
	for p := range strings.SplitSeq(line, "  ") {
		if p = strings.TrimRight(InWords(p), ","); p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, ", ")
}

// Labelled returns a fact with its label, which ends with a colon.
func Labelled(label, value string) string {
	if label == "" {
		return value
	}
	return strings.TrimSuffix(label, ":") + ": " + value
}

// spokenAmount names an amount; the head says once that amounts are dollars.
func spokenAmount(name, shown string) string { return name + " " + InWords(shown) }

// SpokenNumber says a project's number, and where it is only provisional.
func SpokenNumber(p *portfolio.Project) string {
	if p.Provisional {
		return draw.Clean(p.Number) + ", provisional number"
	}
	return draw.Clean(p.Number)
}

func ShownInt(n int) string { return portfolio.Count(n).Shown() }

// Capital returns a text that begins as a sentence does.
func Capital(s string) string {
	if s == "" || s[0] >= utf8.RuneSelf {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func OrNone(s string) string {
	if s == "" {
		return "none"
	}
	return draw.Clean(s)
}
