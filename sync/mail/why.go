package mail

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/mail/undo"
)

// partial records that a mail was split by the program that sent it.
func (w *walk) partial(h header) {
	what := "it is one part of a mail that was split"
	if h.number != "" && h.total != "" {
		what = fmt.Sprintf("it is part %s of %s of a mail that was split", h.number, h.total)
	}
	w.add(Fault{what, fault.Remedy{Action: fault.LowerMailLimit}})
}

// insteadOf is a text that stands in mails instead of what was sent.
type insteadOf struct {
	match *regexp.Regexp
	what  string
}

var instead = sync.OnceValue(func() []insteadOf {
	return []insteadOf{
		{regexp.MustCompile(`(?i)https?://[^ \n"<>]*\b(?:1drv\.ms|sharepoint\.com|onedrive\.live\.com|drive\.google\.com|` +
			`docs\.google\.com|dropbox\.com|wetransfer\.com|we\.tl|icloud\.com|mega\.nz|box\.com|sendspace\.com)\b`),
			"it has a link to a file to download, not the file"},
		{regexp.MustCompile(`(?i)secure ?doc|secure message|encrypted message|message portal|read (?:the|your) message|view message`),
			"it is the page of a portal on which the mail can be read, not the mail"},
		{regexp.MustCompile(`(?i)(?:attachment|file)s? (?:was|were|has been|have been) (?:removed|deleted|blocked|quarantined|stripped)`),
			"a mail server has removed the attachment"},
	}
})

// explain records what a mail has instead of a diff, if that can be told.
func (w *walk) explain() {
	for _, v := range w.views {
		for _, i := range instead() {
			if i.match.MatchString(v.text[:min(len(v.text), 1<<20)]) {
				w.add(Fault{i.what, fault.Remedy{Text: sendText}})
			}
		}
	}
	if len(w.faults) == 0 && w.pictures > 0 && !w.hasText() {
		w.add(Fault{"it has a picture instead of text", fault.Remedy{Text: sendText}})
	}
}

func (w *walk) hasText() bool {
	for _, v := range w.views {
		if strings.TrimSpace(v.text) != "" {
			return true
		}
	}
	return false
}

// written matches the lines that the format has: tables, keys with a value, the
// first, further and last lines of long strings and lists.
var written = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:\[\[(?:change|extra)\]\]|\[end\]|` +
		`(?:[a-z_]+(?:\.[a-z_]+)? = )?(?:"""\\|\[|\[?(?:"` + chars + `", )*"` + chars + `"[\],]?|[0-9TZ:-]+|true)|` +
		`(?:` + chars + `)(?:\\|"""))$`)
})

// chars are the characters of strings.
const chars = `(?:[A-Za-z0-9 .,;:'()/+!?=%-]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*`

// maxColumns is the length of the longest line of a diff.
const maxColumns = 72

// Why returns why a message could not be read, as far as that can be told, the
// most important reason first: its faults, or where it was altered.
func (m *Message) Why() []Fault {
	if len(m.Faults) > 0 || m.Diffs == 0 {
		return m.Faults
	}
	var all []Fault
	look := func(v view) bool {
		blocks, _ := v.blocks()
		for _, b := range blocks {
			lines, _ := b.altered()
			switch where := lines.where(); {
			case where == "":
			case b.armoured():
				all = append(all, Fault{"its armour was altered " + where, fault.Remedy{Text: sendFile}})
			default:
				all = append(all, Fault{"it was altered " + where, fault.Remedy{Action: fault.SendArmoured}})
			}
		}
		return len(blocks) == 0
	}
	for _, v := range m.first {
		look(v)
	}
	if len(all) == 0 {
		m.rest(func(v view) bool { return !v.wide && look(v) })
	}
	return all
}

// oddities are the lines of a diff that are not as the format writes them.
type oddities struct{ odd, first, all int }

// where says which lines they are; empty if there are none.
func (o oddities) where() string {
	switch {
	case o.odd == 0 || o.all < 2:
		return ""
	case o.odd == 1:
		return fmt.Sprintf("in line %d of %d", o.first, o.all)
	}
	return fmt.Sprintf("in %d of %d lines, first in line %d", o.odd, o.all, o.first)
}

// altered returns the odd lines of the version of the block that has the fewest.
// ok is false if the statements are found in none.
func (b block) altered() (least oddities, ok bool) {
	left, armoured := effort(4*len(b.text)), b.armoured()
	for text := range b.versions() {
		if !left.spend(text) {
			break
		}
		if _, whole := b.parse(text); !armoured && !whole {
			continue
		}
		if o := oddLines(text, armoured); !ok || o.odd < least.odd {
			least, ok = o, true
		}
		if least.odd == 0 {
			break
		}
	}
	return least, ok
}

func oddLines(text string, armoured bool) (o oddities) {
	text = strings.Trim(text, " \n")
	o.all = strings.Count(text, "\n") + 1
	n := 0
	for line := range strings.Lines(text) {
		n++
		if line = strings.TrimSpace(line); armoured && oddArmour(line, n == o.all) || !armoured && oddText(line) {
			if o.odd++; o.first == 0 {
				o.first = n
			}
		}
	}
	return o
}

// oddArmour reports whether a line of an armoured diff is not as the format
// writes it.
func oddArmour(line string, last bool) bool {
	other := strings.IndexFunc(line, func(r rune) bool { return r > 'z' || !undo.IsBase64(byte(r)) })
	return other >= 0 || len(line) > armourColumns || !last && len(line) < armourColumns
}

// oddText reports so of a line of a readable one.
func oddText(line string) bool {
	return line == "" || len(line) > maxColumns || !written().MatchString(line)
}

// armourColumns is the length of the lines of an armoured diff, but for the
// last.
const armourColumns = 64
