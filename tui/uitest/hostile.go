package uitest

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/legible"
	"fieldfolio/tui/draw"
)

// longWord is a word of 500 letters q, and Z at its end: a q that is followed by
// neither q nor Z, nor by what says that there is more, was cut silently.
var longWord = strings.Repeat("q", 499) + "Z"

// badTexts are what a text from outside can be at worst.
var badTexts = []string{
	longWord,
	"\x1b[2J\x1b[31mred\x07 \x9b2J\u202edenrut\u2066 round\u202c\r\n on two lines\tand a tab\u2028and three\x00",
	"e" + strings.Repeat("\u0301", 60) + " marks " + strings.Repeat("q\u0323\u0301", 80) + "Z",
	strings.Repeat("加强边境管制与打击跨国有组织犯罪能力建设项目", 20),
	strings.Repeat("تعزيز القدرات الوطنية لمكافحة الاتجار بالأشخاص ٢٠١١ ", 12),
	strings.Repeat("सीमा नियंत्रण को सुदृढ़ करना क्\u200dष ", 12),
	strings.Repeat("👨\u200d👩\u200d👧\u200d👦👍🏽🇫🇷❤\ufe0f1\ufe0f\u20e3🏴\u200d☠\ufe0f ", 12),
	"\u0301\u0302", " ", "\u200b\u2060\u00ad", "ﷺ﷽ ꧅ 𒐫",
	"Words that say nothing, and so many of them that no line of any terminal has room for them. " +
		strings.Repeat("And more. ", 40),
}

// badness hands out bad texts by turns.
type badness struct {
	texts []string
	n     int
}

func (b *badness) next() string {
	b.n++
	return b.texts[b.n%len(b.texts)]
}

// spoil replaces texts.
func (b *badness) spoil(texts ...*string) {
	for _, t := range texts {
		if *t != "" {
			*t = b.next()
		}
	}
}

func (b *badness) spoilSources(all []portfolio.Source) {
	for i := range all {
		s := &all[i]
		b.spoil(&s.Where, &s.Printed, &s.Taken, &s.Why)
	}
}

// Hostile replaces every text that a portfolio and an exchange have from
// outside; codes, and the number of the first project, stay.
func Hostile(m *Memory) *Memory { return Spoiled(m, badTexts...) }

// Spoiled is as Hostile, with some texts by turns.
func Spoiled(m *Memory, texts ...string) *Memory {
	b := badness{texts: texts}
	c := &m.Doc.Catalogue
	for i := range c.Programmes {
		b.spoil(&c.Programmes[i].Name, &c.Programmes[i].List)
	}
	for i := range c.Lines {
		l := &c.Lines[i]
		l.Scope, l.Outcomes = "scope", "outcomes"
		b.spoil(&l.Label, &l.Name, &l.Scope, &l.Outcomes)
	}
	for i := range c.Places {
		b.spoil(&c.Places[i].Name)
	}
	for i := range m.Doc.Projects {
		p := &m.Doc.Projects[i]
		b.spoil(&p.Title, &p.Country, &p.Assigned.Reason, &p.Assigned.Confidence)
		if i%4 == 3 {
			p.Number = fmt.Sprintf("%s%d", b.next(), i)
		}
		b.spoilSources(p.Sources)
	}
	b.spoilPlan(m.Doc.SubProgrammes)
	for i := range m.Doc.Published {
		p := &m.Doc.Published[i]
		b.spoil(&p.Where, &p.Statement, &p.Printed, &p.Wording, &p.Note, &p.Rule.Why)
	}
	b.spoilChanges(m)
	if x, ok := m.Ex.(*MemoryMailroom); ok {
		b.spoilMailroom(x)
	}
	return m
}

func (b *badness) spoilPlan(all []portfolio.SubProgramme) {
	for i := range all {
		b.spoil(&all[i].Label)
		for j := range all[i].Outcomes {
			o := &all[i].Outcomes[j]
			b.spoil(&o.Label)
			b.spoilSources(o.Sources)
			for k := range o.Activities {
				b.spoil(&o.Activities[k].Label)
				b.spoilSources(o.Activities[k].Sources)
				for n := range o.Activities[k].Parts {
					b.spoil(&o.Activities[k].Parts[n].Label)
				}
			}
		}
	}
}

// spoilChanges replaces what was typed, by whom and why, in every change; the
// rules of the portfolio would let none of them in.
func (b *badness) spoilChanges(m *Memory) {
	for _, id := range slices.Sorted(maps.Keys(m.Editor.logs)) {
		all := m.Editor.logs[id].Changes()
		for i := range all {
			b.spoilChange(&all[i])
		}
		spoiled := portfolio.NewLog(all...)
		m.Editor.logs[id] = &spoiled
	}
}

func (b *badness) spoilChange(c *portfolio.Change) {
	c.Reason = "why"
	b.spoil(&c.Person, &c.Reason)
	for i := range c.Fields {
		switch f := &c.Fields[i]; f.Field {
		case portfolio.FieldTitle, portfolio.FieldCountry, portfolio.FieldText:
			b.spoil(&f.Value)
		}
	}
}

func (b *badness) spoilMailroom(x *MemoryMailroom) {
	for i := range x.Stand.Judged {
		j := &x.Stand.Judged[i]
		b.spoilChange(&j.Change)
		b.spoil(&j.Why, &j.Person)
	}
	for i := range x.Stand.Refused {
		r := &x.Stand.Refused[i]
		b.spoil(&r.File, &r.Why, &r.Do)
	}
	for i := range x.Stand.Links {
		l := &x.Stand.Links[i]
		b.spoil(&l.Told, &l.Version)
	}
	b.spoil(&x.way)
	for i := range x.Out {
		b.spoil(&x.Out[i].To, &x.Out[i].Text)
	}
}

// BadIn returns the character of a line that may not be shown, empty if there is
// none. Joiners may: where they stand is for legible to decide, and text may be
// cut behind them.
func BadIn(line string) string {
	for _, r := range Stripped(line) {
		if legible.Hidden(r) && !unicode.In(r, unicode.Join_Control, unicode.Variation_Selector) && string(r) != draw.Lrm {
			return fmt.Sprintf("%U", r)
		}
	}
	return ""
}

// silentCut is a part of the long word that is followed by a blank, and a line
// that ends in one with what stands below.
var (
	silentCut = regexp.MustCompile(`qqq+[^qZ…\n]`)
	lineCut   = regexp.MustCompile(`qqq+\n[ »]*[^qZ… »\n]`)
)

// cutSilently returns a part of the long word that ends where nothing says that
// there is more, and where it does not go on in the next line either.
func cutSilently(text string) string {
	if text = Stripped(text); !strings.Contains(text, "qqq") {
		return ""
	}
	return silentCut.FindString(text) + lineCut.FindString(text)
}

// Stripped returns text without styles. Blanks in reverse become the full blocks
// as which they are seen.
func Stripped(s string) string {
	return ansi.Strip(inReverse.ReplaceAllStringFunc(s,
		func(run string) string { return strings.ReplaceAll(run, " ", "█") }))
}

// inReverse is a run of blanks that are seen, since they are in reverse.
var inReverse = regexp.MustCompile(`\x1b\[(?:[0-9]+;)*7(?:;[0-9]+)*m +`)
