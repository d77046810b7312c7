package sync

import (
	"context"
	"crypto/ed25519"
	"errors"
	"slices"
	"strings"
	"time"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// door has the keys of the register, so that the many wrong readings of a mail
// need no transaction.
type door struct {
	headquarters string // empty at headquarters itself
	root         []ed25519.PublicKey
	reg          exchange.Register
	left         []exchange.Left
}

func (d *txn) door() (*door, error) {
	out := &door{root: d.self.Roots.Keys(), reg: d.reg}
	if d.headquarters() {
		return out, nil
	}
	out.headquarters = d.self.Headquarter
	var err error
	out.left, err = d.left()
	return out, err
}

// same reports whether the keys are those of another door.
func (o *door) same(as *door) bool {
	return o.reg.Same(as.reg) && slices.EqualFunc(o.root, as.root, func(a, b ed25519.PublicKey) bool { return a.Equal(b) })
}

// lookIn returns the door as it is now.
func (p *Peer) lookIn(ctx context.Context) (out *door, err error) {
	err = p.exchange(ctx, func(d *txn) (err error) {
		out, err = d.door()
		return err
	})
	return out, err
}

// keepsOut returns why verify would refuse a diff, if that is clear from the
// keys: no key of its sender fits, and it has no changes that could prove
// another key. Otherwise it is nil.
func (o *door) keepsOut(s *wire.Signed) *Refused {
	from, known := o.reg.Office(s.From.Office)
	switch {
	case len(s.Extra) > 0 || s.Join != nil || len(s.Roots) > 0:
	case s.From.Office == o.headquarters:
		if !verifies(s, o.root) {
			return notHeadquarters(s, o.left)
		}
	case known:
		if !verifies(s, exchange.PublicKeys(slices.Concat(from.Keys, from.FormerKeys))) {
			return misfit(s)
		}
	}
	return nil
}

// sealed returns the refusal of a diff encrypted to a key that is not here.
// Both offices read its text.
func sealed() *Refused {
	return &Refused{Why: wire.ErrEncrypted.Error(), Altered: true,
		Do: fault.Remedy{Action: fault.ReceiverIdentity}}
}

// unreadable returns the refusal of a reading that cannot be parsed.
func unreadable(err error, inner string) *Refused {
	why := &Refused{Why: "the diff cannot be read: it was altered or cut on its way", Altered: true}
	switch {
	case errors.Is(err, wire.ErrEncrypted):
		return sealed()
	case !strings.Contains(inner, "="): // it is armoured
		why.Do.Text = AskAgain + ", as an attachment if that helps"
	default:
		why.Do.Action = fault.SendArmoured
	}
	return why
}

// Read parses the text between the fences, armoured or not. It does not check
// the signature.
func (p *Peer) Read(inner string) (*wire.Signed, error) {
	return p.read(inner, &allowance{unpack: wire.MaxText, parse: wire.MaxText})
}

// allowance is how many bytes of text may still be unpacked and parsed for one
// mail. The last text may exceed it, so that one of any size is read.
type allowance struct{ unpack, parse int }

var errSpent = errors.New("there is too much in it that is not a diff")

func (p *Peer) read(inner string, left *allowance) (*wire.Signed, error) {
	if !strings.Contains(inner, "=") {
		if left.unpack <= 0 {
			return nil, errSpent
		}
		text, size, err := wire.UnarmourSized(inner, p.Identities)
		if left.unpack -= size; err != nil {
			return nil, err
		}
		inner = text
	}
	if left.parse <= 0 {
		return nil, errSpent
	}
	left.parse -= len(inner)
	return wire.Parse(inner)
}

// maxTold is the maximum number of characters that report a rejected mail.
const maxTold = 400

// Tell records why a mail in an office's name was rejected, to be reported in
// the next diff to it. office is a code or an address, which anybody can state:
// so this makes no mail due and changes nothing else. An office from which no
// mail was ever accepted is told nothing. It returns the code of the office that
// is told, empty for none.
func (p *Peer) Tell(ctx context.Context, office, why string) (told string, err error) {
	err = p.exchange(ctx, func(d *txn) error {
		links, err := d.linksNamed(office)
		if err != nil {
			return err
		}
		for i := range links {
			l := &links[i]
			if l.HeardAt.IsZero() || l.Mine != d.self.Incarnation {
				continue
			}
			l.Rejected, told = d.report(l.Rejected, exchange.RefusedMail, why), l.Office
			return d.tx.SaveLink(l)
		}
		return nil
	})
	return told, err
}

// linksNamed returns the links with copies of an office, given by its code or its
// address.
func (d *txn) linksNamed(office string) ([]exchange.Link, error) {
	links, err := d.tx.LinksOf(office)
	if code := d.officeAt(office); err == nil && len(links) == 0 && code != "" {
		links, err = d.tx.LinksOf(code)
	}
	return links, err
}

// officeAt returns the code of the office with an address; empty if there is none.
func (d *txn) officeAt(address string) string {
	for _, o := range d.reg.Offices() {
		if o.Email != "" && strings.EqualFold(o.Email, address) {
			return o.Code
		}
	}
	if d.self.HQEmail != "" && strings.EqualFold(d.self.HQEmail, address) {
		return d.self.Headquarter
	}
	return ""
}

// OfficeAt returns the first of some addresses that is of an office, and its
// code; both are empty if there is none.
func (p *Peer) OfficeAt(ctx context.Context, addresses ...string) (address, code string, err error) {
	err = p.exchange(ctx, func(d *txn) error {
		for _, address = range addresses {
			if code = d.officeAt(address); code != "" {
				return nil
			}
		}
		address = ""
		return nil
	})
	return address, code, err
}

// report returns a report to another office about a mail of today, after an earlier one that has not been sent yet.
func (d *txn) report(earlier, what, why string) string {
	said, err := portfolio.KeptText("told", what+d.tx.Now().UTC().Format(time.DateOnly)+": "+why, 1<<16,
		false)
	if err != nil {
		return earlier // an office that cannot be told is not told
	}
	if earlier != "" && earlier != said {
		said = earlier + "; " + said
	}
	return headOf(said, maxTold)
}

// headOf returns at most so many characters of a text, marked if it was cut.
func headOf(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return strings.TrimSpace(string(letters[:most-1])) + "…"
}
