package sync

import (
	"context"
	"errors"
	"iter"
	"slices"

	"fieldfolio/portfolio/exchange"
	"fieldfolio/sync/wire"
)

// Opening is a mail to be opened.
type Opening struct {
	// Readings are guesses at the text between the fences; those whose signature
	// verifies are right.
	Readings iter.Seq[string]
	Diffs    int  // the largest number of different diffs in it
	Auto     bool // it is an automatic reply (RFC 3834): it is received, and never answered
}

// Opened is what came of a mail.
type Opened struct {
	Taken   []exchange.ReceivedDiff
	Refused *Refused // why there are not more, as far as a reading shows it; nil if all were taken
	Err     error    // a failure of this copy, after which the mail has to be opened again
}

// Open receives the diffs of a mail.
func (p *Peer) Open(ctx context.Context, mail Opening) Opened { return p.OpenAll(ctx, mail)[0] }

// OpenAll receives the diffs of mails, those of one office in this order. Each
// diff is taken as a whole or not at all, whatever becomes of the others. One
// transaction receives as many as there is time for; what is returned as taken
// was committed.
func (p *Peer) OpenAll(ctx context.Context, mails ...Opening) []Opened {
	in := &inbox{Peer: p}
	out := make([]Opened, len(mails))
	for i := range mails {
		o := &opener{mail: &mails[i], out: &out[i], signed: map[string]bool{}}
		o.begin()
		in.open = append(in.open, o)
	}
	for len(in.open) > 0 {
		in.round(ctx)
		in.open = slices.DeleteFunc(in.open, func(o *opener) bool {
			if o.done {
				o.stop()
			}
			return o.done
		})
	}
	return out
}

// inbox is the mails that are being opened.
type inbox struct {
	*Peer
	open []*opener // in order
	door *door     // after the last transaction; nil if there was none
}

// round receives, in one transaction, the next reading of each mail that may be
// right.
func (in *inbox) round(ctx context.Context) {
	some := in.open
	if i := slices.IndexFunc(some, func(o *opener) bool { return o.alone }); i >= 0 {
		some = some[:max(1, i)]
	}
	for _, o := range some {
		if err := o.seek(ctx, in); err != nil {
			in.fail(in.open, err)
			return
		}
	}
	before := in.door
	done, err := in.receive(ctx, some)
	var no *Refused
	switch {
	case err == nil:
	case ctx.Err() != nil:
		in.fail(in.open, ctx.Err())
		return
	case len(some) > 1: // each gets a transaction of its own, so that only one fails
		for _, o := range some {
			o.alone = true
		}
		return
	case errors.As(err, &no):
		done = []outcome{{opener: some[0], refused: no}}
	default:
		in.fail(some, err)
		return
	}
	for i := range done {
		done[i].note()
	}
	for _, o := range some {
		if o.barred && !in.door.same(before) {
			o.begin() // its key may be known now
		}
		o.done = o.done || o.exhausted && o.found == nil
	}
}

// fail ends the opening of mails because of a failure of this copy.
func (in *inbox) fail(mails []*opener, err error) {
	for _, o := range mails {
		o.out.Refused, o.out.Err, o.done = nil, err, true
	}
}

// outcome is what came of a reading: it was taken, or refused.
type outcome struct {
	opener  *opener
	diff    exchange.ReceivedDiff
	refused *Refused
}

// receive receives the readings that were found, as many as there is time for. Of
// an office whose mail is not done, later ones wait.
func (in *inbox) receive(ctx context.Context, some []*opener) (done []outcome, err error) {
	if !slices.ContainsFunc(some, func(o *opener) bool { return o.found != nil }) {
		return nil, nil
	}
	var door *door
	err = in.exchange(ctx, func(d *txn) (err error) {
		waits := map[string]bool{}
		for _, o := range some {
			if o.found == nil || waits[o.found.From.Office] {
				continue
			}
			d.auto = o.mail.Auto
			r, err := d.take(o.found, nil)
			var no *Refused
			if err != nil && (!errors.As(err, &no) || no.begun) {
				return err
			}
			done = append(done, outcome{o, r, no})
			waits[o.found.From.Office] = no != nil || len(o.out.Taken)+1 < o.mail.Diffs
			if d.late() {
				break
			}
		}
		door, err = d.door()
		return err
	})
	if err == nil {
		in.door = door
	}
	return done, err
}

// note keeps what came of a reading.
func (r *outcome) note() {
	o := r.opener
	found := o.found
	if o.found = nil; r.refused != nil {
		o.refuse(r.refused)
		return
	}
	o.signed[string(found.Signature)] = true // other readings of it are wrong
	if o.out.Taken = append(o.out.Taken, r.diff); len(o.out.Taken) >= o.mail.Diffs {
		o.out.Refused, o.done = nil, true
	}
}

// opener is a mail that is being opened.
type opener struct {
	mail      *Opening
	out       *Opened
	next      func() (string, bool)
	stop      func()
	left      allowance
	signed    map[string]bool // by their signatures, readings that were taken
	seen      map[string]bool // readings, by their content
	found     *wire.Signed    // a reading that may be right
	barred    bool            // no key fitted a reading
	exhausted bool            // there are no more readings
	alone     bool            // it gets a transaction of its own
	done      bool
}

// begin begins with the first reading.
func (o *opener) begin() {
	if o.stop != nil {
		o.stop()
	}
	o.next, o.stop = iter.Pull(o.mail.Readings)
	o.left, o.seen = allowance{unpack: 2 * wire.MaxText, parse: wire.MaxText / 4}, map[string]bool{}
	o.out.Refused, o.found, o.barred, o.exhausted = nil, nil, false, false
}

// seek finds the next reading that may be right. It writes nothing.
func (o *opener) seek(ctx context.Context, in *inbox) error {
	for o.found == nil && !o.exhausted {
		inner, more := o.next()
		if !more {
			o.exhausted = true
			break
		}
		s, err := in.read(inner, &o.left)
		if err != nil {
			if o.out.Refused == nil {
				o.out.Refused = unreadable(err, inner)
			}
			continue
		}
		content := string(s.Content())
		if o.signed[string(s.Signature)] || o.seen[content] {
			continue
		}
		o.seen[content] = true
		if in.door == nil {
			if in.door, err = in.lookIn(ctx); err != nil {
				return err
			}
		}
		if why := in.door.keepsOut(s); why != nil {
			o.refuse(why)
			o.barred = true
			continue
		}
		o.found = s
	}
	return nil
}

// refuse notes why a reading was refused, if it says more than an earlier one.
func (o *opener) refuse(no *Refused) {
	if was := o.out.Refused; was == nil || was.Office == "" || was.Altered && !no.Altered {
		o.out.Refused = no
	}
}
