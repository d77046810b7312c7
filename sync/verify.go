package sync

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"fieldfolio/portfolio"
	"fieldfolio/portfolio/exchange"
	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/wire"
)

// Refused is the error for a diff that is rejected: none of it was applied.
type Refused struct {
	Office string // stated sender; empty if it cannot be read
	Why    string
	Do     fault.Remedy
	// Own is true if this office itself has sent the diff.
	Own bool
	// Altered is true if no signature fits or no key decrypts it: another
	// reading of the mail may be right.
	Altered bool

	begun bool // something was written before, and has to be undone
}

// AskAgain is the remedy for most rejected mails, or its beginning. It is not
// reported to the sender.
const AskAgain = fault.AskOffice + "send again"

// Error returns one sentence.
func (e *Refused) Error() string {
	if e.Office == "" {
		return e.Why
	}
	return "from " + e.Office + ": " + e.Why
}

// Remedy returns what to do.
func (e *Refused) Remedy() fault.Remedy { return e.Do }

// sender is the verified sender of a diff.
type sender struct {
	code   string
	doubt  string // why its changes wait for a person; empty if they do not
	joined bool   // the diff answers its invitation
	hub    string // of an office known only from the diff's extra changes
	brings bool   // its entry in the register
}

// verify returns who has signed a diff. It refuses diffs that are not signed
// with a key that the sender may use.
func (d *txn) verify(s *wire.Signed) (sender, error) {
	from := sender{code: s.From.Office}
	refuse := func(why string, do fault.Action) (sender, error) {
		return from, &Refused{Office: s.From.Office, Why: why, Do: fault.Remedy{Action: do}}
	}
	if from.code == d.self.Headquarter && !d.headquarters() {
		return from, d.fromHeadquarters(s)
	}
	o, known := d.reg.Office(from.code)
	switch {
	case known && verifies(s, exchange.PublicKeys(o.Keys)):
		return from, nil
	case known && d.headquarters() && s.Join != nil && slices.Contains(o.FormerKeys, s.Join.Key):
		return refuse("it answers its invitation with a key that was replaced, which others may have",
			fault.JoinAgain)
	case known && verifies(s, exchange.PublicKeys(o.FormerKeys)):
		from.doubt = doubtKey + from.code + " that was replaced"
		return from, nil
	case from.proven(d, s):
		return from, nil
	case known && d.headquarters() && s.Join != nil && verifies(s, exchange.PublicKeys([]string{s.Join.Key})):
		from.joined = true
		if why := d.invited(o, s.Join); why != "" {
			return from, &Refused{Office: from.code, Why: why,
				Do: fault.Remedy{Action: fault.InviteIfGenuine, Of: from.code}}
		}
		return from, nil
	}
	if no := d.stray(s); no != nil {
		return from, no
	}
	if known {
		return from, misfit(s)
	}
	left, err := d.left()
	if err != nil {
		return from, err
	}
	if gone := ofLeft(s, left); gone != nil {
		return from, gone
	}
	if s.To.Incarnation != "" { // an earlier copy of this office has exchanged with it
		return refuse("the office is not in the register here", fault.AwaitProof)
	}
	return refuse("the office is not in the register here", fault.AddThisOffice)
}

// stray returns the refusal, at headquarters, of a diff whose extra changes show
// that its office belongs to a headquarters with other keys, which may be this one
// before it lost its key; nil if they do not show that.
func (d *txn) stray(s *wire.Signed) *Refused {
	if !d.headquarters() {
		return nil
	}
	for _, roots := range d.rootsIn(s) {
		if !roots.Valid() || roots.Meets(d.self.Roots) || d.self.Roots.Meets(roots) {
			continue
		}
		there := *d
		there.self.Roots, there.self.Stolen, there.signed = roots, "", map[signature]bool{}
		if from := (sender{code: s.From.Office}); from.proven(&there, s) {
			print := roots.Fingerprint()
			return &Refused{Office: s.From.Office, Why: "it is of another headquarters with the code " + d.self.Office +
				", whose fingerprint is " + print,
				Do: fault.Remedy{Action: fault.SucceedLost, Of: d.self.Office + " " + print}}
		}
	}
	return nil
}

// notHeadquarters returns the refusal of a diff in the name of headquarters that
// its keys have not signed.
func notHeadquarters(s *wire.Signed, left []exchange.Left) *Refused {
	if gone := ofLeft(s, left); gone != nil {
		return gone
	}
	return &Refused{Office: s.From.Office, Why: "the signature is not headquarters'", Altered: true,
		Do: fault.Remedy{Text: "it may be forged, or from another headquarters with the same code"}}
}

func misfit(s *wire.Signed) *Refused {
	return &Refused{Office: s.From.Office,
		Why: "the signature does not match: it was altered, or signed with another key", Altered: true,
		Do: fault.Remedy{Text: AskAgain}}
}

// signs returns an error if this copy cannot sign: its key is missing, or is
// not the one in the register. An office may still use a replaced key: what it
// signs waits for a person.
func (d *txn) signs() error {
	restore := d.self.RestoreKey()
	missing := &fault.Invalid{Field: "the signing key", Action: restore.Action, Of: restore.Of, Do: restore.Text}
	if d.Key == nil && d.KeysOf != "" {
		return &fault.Invalid{Field: "the signing key", Why: "of " + d.self.Office + " belongs to the user " + d.KeysOf +
			", who alone can sign", Do: "ask " + d.KeysOf + " to do this; nothing was changed"}
	}
	if d.Key == nil {
		missing.Why = "of " + d.self.Office + " is not here"
		return missing
	}
	var known []string
	if o, ok := d.reg.Office(d.self.Office); ok && d.self.Secret == "" {
		known = slices.Concat(o.Keys, o.FormerKeys)
	}
	if d.headquarters() {
		known = []string{d.self.Roots.Current()}
	}
	if own := d.publicKey(); len(known) > 0 && !slices.Contains(known, own) {
		missing.Why = "beside the database, " + own + ", is not that of " + d.self.Office + ", " + known[0]
		return missing
	}
	return nil
}

func verifies(s *wire.Signed, keys []ed25519.PublicKey) bool {
	return slices.ContainsFunc(keys, func(k ed25519.PublicKey) bool { return s.Verify(k) })
}

// maxExtra is the maximum number of extra changes with which an office proves
// who it is. They are read before the sender is known.
const maxExtra = 1000

// proven reports whether a diff is signed with a key that its extra changes
// prove: changes of the register which headquarters has confirmed. This is how
// a headquarters restored from an old backup learns of newer offices.
func (from *sender) proven(d *txn, s *wire.Signed) bool {
	if len(s.Extra) > maxExtra {
		return false
	}
	receipts := d.receiptsOf(s.Extra)
	key := exchange.OfficeKey(s.From.Office)
	r := portfolio.Record{ID: key, Kind: portfolio.OfficeRecord}
	for i := range s.Extra {
		if s.Extra[i].Record == key {
			r.Log.Add(s.Extra[i].Change)
		}
	}
	reg := exchange.NewRegister([]portfolio.Record{r}, receipts.confirm)
	o, ok := reg.Office(s.From.Office)
	if !ok || !verifies(s, exchange.PublicKeys(o.Keys)) {
		return false
	}
	from.brings, from.hub = true, o.Hub
	return true
}

// receipts are those of headquarters, by the changes that they list.
type receipts map[portfolio.ID][]exchange.Receipt

// receiptsOf returns the receipts among changes that headquarters has signed,
// whoever has sent them.
func (d *txn) receiptsOf(changes []wire.Posted) receipts {
	out := receipts{}
	for i := range changes {
		if r, ok := exchange.ReceiptOf(&changes[i].Change); ok && d.genuine(&changes[i].Change, false) {
			for _, ref := range r.Changes {
				out[ref.ID] = append(out[ref.ID], r)
			}
		}
	}
	return out
}

// vouch reports whether one of the receipts lists exactly this content and
// confirms its author.
func (r receipts) vouch(c *portfolio.Change) bool {
	return slices.ContainsFunc(r[c.ID], func(x exchange.Receipt) bool { return vouches(&x, c) })
}

// confirm reports whether the latest receipt gives a change effect.
func (r receipts) confirm(c *portfolio.Change) bool {
	var j portfolio.Judgement
	more := exchange.RefOf(c).More
	for i := range r[c.ID] {
		if x := &r[c.ID][i]; x.Names(c) {
			exchange.AddReceipt(&j, x, more)
		}
	}
	return j.By != (portfolio.ID{}) && j.Ruling == portfolio.Taken
}

// vouches reports whether a receipt confirms a change's author. One that holds
// the change because of doubt does not, nor does a correction of its day.
func vouches(r *exchange.Receipt, c *portfolio.Change) bool {
	return r.Names(c) && !r.Corrects && (r.Ruling != portfolio.Held || r.Person != portfolio.Program || !doubtful(r.Why))
}

// invited says why an answer to an invitation is not valid, empty if it is
// valid.
func (d *txn) invited(o *exchange.Office, j *wire.Join) string {
	hash, until, _ := strings.Cut(o.Invitation, " ")
	last, err := portfolio.ParseDate(until)
	switch {
	case hash == "" || hash != SecretHash(j.Secret):
		return "it answers another invitation than the one here: one that was replaced, or of another headquarters"
	case len(o.Keys) > 0:
		return "another copy has joined with this invitation already, so this one gets no answer; a person has to decide " +
			"which is the office"
	case err != nil || portfolio.DateOf(d.tx.Now()) > last:
		return "the invitation ended on " + until
	case len(j.Local) > 100 || len(j.Email) > 200:
		return "its answer to the invitation is not as this program makes it"
	}
	return ""
}

var secretText = base32.StdEncoding.WithPadding(base32.NoPadding)

// SecretHash returns what the register stores of the secret of an invitation.
func SecretHash(secret string) string {
	sum := sha256.Sum256([]byte("fieldfolio invitation\n" + secret))
	return secretText.EncodeToString(sum[:])[:32]
}
