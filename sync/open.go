package sync

import (
	"context"
	"errors"
	"iter"
	"strings"
	"time"

	"fieldfolio/portfolio"
)

// Open takes in the diffs of a mail. The readings are guesses at what stood
// between the fences; those whose signature fits are the right ones, and diffs
// is how many different ones there seem to be. If fewer were taken, refused is
// why, as far as a reading says it; nil if none could be read at all. The error
// is one of this copy, after which the mail has to be opened again.
func (p *Peer) Open(ctx context.Context, readings iter.Seq[string], diffs int) (taken []Result, refused *Refused, err error) {
	seen := map[string]bool{}
	for inner := range readings {
		s, err := p.Read(inner)
		if errors.Is(err, ErrEncrypted) && refused == nil {
			refused = sealed()
		}
		if err != nil || seen[string(s.content())] {
			continue
		}
		seen[string(s.content())] = true
		r, err := p.Receive(ctx, s)
		var no *Refused
		switch {
		case errors.As(err, &no):
			if refused == nil || refused.Altered && !no.Altered {
				refused = no
			}
			continue
		case err != nil:
			return taken, nil, err
		}
		if taken = append(taken, r); len(taken) >= diffs {
			return taken, nil, nil
		}
	}
	return taken, refused, nil
}

// sealed is why a diff is refused whose key is not here. Both sides read it.
func sealed() *Refused {
	return &Refused{Why: ErrEncrypted.Error(), Altered: true,
		Do: "the office that receives it puts its identity file back beside the database, or runs fieldfolio sync encrypt --new and sends"}
}

// Read reads what stands between the fences, armoured or not. The signature is
// not checked.
func (p *Peer) Read(inner string) (*Signed, error) {
	if !strings.Contains(inner, "=") {
		text, err := Unarmour(inner, p.Identities...)
		if err != nil {
			return nil, err
		}
		inner = text
	}
	return Parse(inner)
}

// maxTold is how many letters are told of a mail that could not be used.
const maxTold = 250

// Tell has an office told, in the next diff to it, why its mail could not be
// used. The office is known by its code or its address; whoever has never sent
// anything that was taken is told nothing.
func (p *Peer) Tell(ctx context.Context, office, why string) (told bool, err error) {
	err = p.exchange(ctx, func(d *desk) error {
		links, err := d.tx.Links()
		if err != nil {
			return err
		}
		for i := range links {
			l := &links[i]
			o, _ := d.reg.Office(l.Office)
			if l.HeardAt.IsZero() || l.Mine != d.self.Incarnation || l.Office != office && (o.Email == "" || !strings.EqualFold(o.Email, office)) {
				continue
			}
			said, err := portfolio.NormalText("told", "mail that came on "+d.tx.Now().UTC().Format(time.DateOnly)+": "+why, 1<<16, false)
			if err != nil {
				return nil //nolint:nilerr // what cannot be said is not
			}
			if letters := []rune(said); len(letters) > maxTold {
				said = strings.TrimSpace(string(letters[:maxTold-1])) + "…"
			}
			l.Rejected, told = said, true
			return d.tx.SaveLink(l)
		}
		return nil
	})
	return told, err
}
