package mail

import (
	"fmt"
	"hash/maphash"
	"iter"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/fault"
)

// Limits of one message. What exceeds them is not read, and reported as a
// fault; each message of an mbox has its own limits.
const (
	maxDepth    = 20      // parts within parts
	maxParts    = 200     // parts
	maxDecoded  = 8 << 20 // bytes of all parts, decoded
	maxBlocks   = 200     // diffs in one text
	maxReadings = 512     // readings
	maxEffort   = 4 << 20 // bytes of text out of which readings are made
)

// Message is one mail, or a text that somebody saved or pasted.
type Message struct {
	Where  string // "message 3" of an mbox, empty if it is the only one
	Raw    []byte
	From   string        // its stated address, for an answer only; empty if there is none
	Diffs  int           // the least number of different diffs in it: those in one of its texts
	Most   int           // the largest number: those in all its texts, some of which may be damaged copies of others
	Report bool          // it is a report of a mail server, such as of a mail that could not be delivered
	Auto   bool          // it is an automatic reply, such as of somebody who is away
	Faults []Fault       // what was recognized and cannot be used
	Failed []Undelivered // of a report: to whom a mail was not delivered

	newer bool // it has a diff in a newer format
	label
	missing int                   // per cent of the mail, by its header
	subject string                // that of our mail in it, or its own
	first   []view                // as the mail describes itself
	rest    func(func(view) bool) // as it may be if it describes itself wrongly
}

// Fault is something that was recognized and cannot be used.
type Fault struct {
	What string // what is wrong
	Do   fault.Remedy
}

// Messages returns the messages in what a mailer delivered or a person saved: a
// mail, an mbox, an attachment, a text.
func Messages(raw []byte) iter.Seq[*Message] {
	return func(yield func(*Message) bool) {
		raw = asText(raw)
		many := isMbox(raw)
		n := 0
		for one := range split(raw) {
			n++
			m := open(one)
			if many {
				m.Where = fmt.Sprintf("message %d", n)
			}
			if !yield(m) {
				return
			}
		}
	}
}

// open finds the texts of a message and counts the diffs in them.
func open(raw []byte) *Message {
	w := &walk{left: maxDecoded}
	w.entity(raw, 0)
	m := &Message{Raw: raw, From: w.from, Report: w.undelivered(), Auto: w.reply(), label: w.label, subject: w.subject,
		missing: w.missing, first: w.views, rest: w.guesses(raw)}
	seen, all := map[string]bool{}, map[uint64]bool{}
	m.count(m.first, seen, all)
	if m.Diffs == 0 {
		for v := range m.rest {
			if v.wide { // the same once more
				break
			}
			m.count([]view{v}, seen, all)
		}
	}
	if m.Diffs == 0 {
		w.explain()
	}
	if m.Report {
		m.Failed = w.failed
	}
	m.Most, m.Faults = len(all), append(m.Faults, w.faults...)
	return m
}

// fault records a fault, once of each kind.
func (m *Message) fault(seen map[string]bool, kind, what string, do fault.Remedy) {
	if !seen[kind] {
		seen[kind] = true
		m.Faults = append(m.Faults, Fault{what, do})
	}
}

// judge records what is wrong with a block, if that can be told.
func (m *Message) judge(b block, seen map[string]bool) {
	if lines, cut := b.cut(); cut {
		m.fault(seen, "cut", "it was cut off after "+portfolio.CountOf(lines, "line")+m.rate(),
			fault.Remedy{Action: fault.LowerMailLimit, Text: "or ask for it as an attachment"})
	}
	if b.closed && !b.whole() {
		m.fault(seen, "gaps", "its quotation marks or the ends of its lines are gone",
			fault.Remedy{Action: fault.SendArmoured})
	}
}

// rate says how much of the mail is missing, as far as its header shows it.
func (m *Message) rate() string {
	if m.missing == 0 {
		return ""
	}
	return fmt.Sprintf("; %d %% of the mail is missing", m.missing)
}

// count notes how many diffs there are in views, and in all the keys of those
// that differ.
func (m *Message) count(views []view, seen map[string]bool, all map[uint64]bool) {
	for _, v := range views {
		blocks, newer := v.blocks()
		if newer > 0 {
			m.newer = true
			m.fault(seen, "newer", fmt.Sprintf("it is in format %d, and this program knows format %d", newer, format),
				fault.Remedy{Text: "update this program"})
		}
		different := map[uint64]bool{}
		for _, b := range blocks {
			different[b.key()], all[b.key()] = true, true
			m.judge(b, seen)
		}
		m.Diffs = max(m.Diffs, len(different))
	}
}

// Readings yields what the text between the fences may have been, likeliest
// first: clean TOML with one key per line, or bare base64. Each is a guess
// until its signature verifies; all are different. There are at most 512.
func (m *Message) Readings() iter.Seq[string] {
	return func(yield func(string) bool) {
		if m.Diffs == 0 {
			return
		}
		seed, seen, n := maphash.MakeSeed(), map[uint64]bool{}, 0 // seen has blocks and readings
		left := effort(maxEffort)
		once := func(r string) bool {
			sum := maphash.String(seed, r)
			if seen[sum] {
				return true
			}
			seen[sum] = true
			n++
			return n <= maxReadings && yield(r)
		}
		each := func(v view) bool {
			blocks, _ := v.blocks()
			for _, b := range blocks {
				sum := maphash.String(seed, fmt.Sprintln(b.prefix, b.wide)+b.text)
				if seen[sum] {
					continue
				}
				seen[sum] = true
				if !b.readings(&left, once) {
					return false
				}
			}
			return true
		}
		for _, v := range m.first {
			if !each(v) {
				return
			}
		}
		m.rest(each)
	}
}
