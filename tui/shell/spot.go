package shell

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"fieldfolio/portfolio"
	"fieldfolio/tui/ui"
)

// Spots is what it takes to remember where a person is. Without Reopen, nothing is remembered.
type Spots struct {
	// Reopen returns what the page of a spot is called, as it follows "you were", and a function that makes it, nil if
	// there is none any more. It asks the source, and so runs beside the screens.
	Reopen func(context.Context, ui.Spot) (called string, open func() ui.Screen)
	Now    func() time.Time // nil: by the clock
}

// spots is what a root knows of the places where the person was and is.
type spots struct {
	offer   *offer    // nil: there is nothing to go back to
	went    bool      // the person did something in this session: an offer has lapsed
	kept    place     // the one stored last
	since   time.Time // when keys came for the first time, or a place was stored last
	storing bool
}

// offer is the place of an earlier session, as far as it exists.
type offer struct {
	place
	query  portfolio.Query
	view   int // index
	pages  []func() ui.Screen
	said   string // where it is: on XEAU75
	when   string // empty: it is not where the person was, but where a draft is
	lapsed bool   // the person did something else since it was made
}

// placeStored says that storing a place has ended.
type placeStored struct{}

// restEnough is the least time between two places that are stored while keys come.
const restEnough = time.Minute

// offered returns the place of an earlier session that was stored as a text, as far as it exists; nil if there is none
// that is worth going back to. It runs beside the screens.
func (r *Root) offered(ctx context.Context, stored string) *offer {
	if r.Spots.Reopen == nil {
		return nil
	}
	p, ok := readPlace(stored)
	now := time.Now
	if r.Spots.Now != nil {
		now = r.Spots.Now
	}
	o := &offer{place: p, when: p.when(now())}
	o.view = slices.IndexFunc(r.Views, func(v *View) bool { return v.Name == p.View })
	if !ok || o.view < 0 {
		return nil
	}
	o.said = "in " + r.Views[o.view].Name
	var err error
	if o.query, err = portfolio.ParseQuery(p.Query, r.Scope.Cat); err != nil {
		o.query, o.Query = portfolio.Query{}, ""
	}
	o.Pages = nil
	for _, s := range p.Pages {
		if said, open := r.Spots.Reopen(ctx, s); open != nil {
			o.Pages, o.pages, o.said = append(o.Pages, s), append(o.pages, open), said
		}
	}
	if r.begins(&o.place) {
		return nil
	}
	return o
}

// offeredDraft returns the first place that exists of those where a draft is typed; nil if there is none. It runs
// beside the screens.
func (r *Root) offeredDraft(ctx context.Context, at []ui.Spot) *offer {
	if r.Spots.Reopen == nil {
		return nil
	}
	for _, s := range at {
		if said, open := r.Spots.Reopen(ctx, s); open != nil {
			return &offer{place: place{Pages: []ui.Spot{s}}, pages: []func() ui.Screen{open}, said: said}
		}
	}
	return nil
}

// begins reports whether a place is where every session begins.
func (r *Root) begins(p *place) bool {
	return p.View == r.Views[0].Name && len(p.Pages) == 0 && p.Query == "" && !p.Wide
}

// withOffer adds an offer to what is said at the start: that and where the person was, and which key goes back there.
func (r *Root) withOffer(n ui.Notice, o *offer) ui.Notice {
	key := resumes
	if !r.Linear {
		key = r.firstKey(resumes)
	}
	if o.when == "" {
		n.Hint = key + " goes there"
		return n
	}
	text, hint := "you were "+o.said+" "+o.when, key+" goes back there"
	if n.Empty() {
		return ui.Notice{Text: text, Hint: hint}
	}
	return n.And(text, hint)
}

// resumes is the name of the action that goes back to where the person was.
const resumes = "resume"

// resuming is the action that goes back to where the person was. It keeps its key until the person does something
// else.
func (r *Root) resuming() ui.Action {
	off := func() string {
		if r.spots.offer == nil {
			return "there is no place from before to go back to"
		}
		return ""
	}
	return ui.Action{Name: resumes, Keys: []string{"."}, Show: ".",
		Help: "go back to where you were when you last left", Off: off, Do: r.resume}
}

// lapsed takes the key from the action that goes back, once the person did something else.
func (r *Root) lapsed(m ui.KeyMap) ui.KeyMap {
	i := slices.IndexFunc(m, func(a ui.Action) bool { return a.Name == resumes })
	if i >= 0 && r.spots.offer != nil && r.spots.offer.lapsed {
		m = slices.Clone(m)
		m[i].Keys, m[i].Show = nil, ""
	}
	return m
}

// resume shows the place of the offer: new screens in its view, or the page of a draft over what is shown.
func (r *Root) resume() tea.Cmd {
	o := r.spots.offer
	if o.when == "" {
		return r.returnTo(o.pages[0](), o.Pages[0])
	}
	r.At = o.view
	v := r.Views[r.At]
	for _, s := range v.Stack {
		delete(r.stale, s)
	}
	v.Stack = nil
	if f := r.Scope.Filter; f != nil {
		f.Query, f.Wide = o.query, o.Wide
	}
	cmds := []tea.Cmd{r.returnTo(v.First(), o.First)}
	for i, open := range o.pages {
		cmds = append(cmds, r.returnTo(open(), o.Pages[i]))
	}
	return tea.Batch(cmds...)
}

// returnTo opens a screen at a spot.
func (r *Root) returnTo(s ui.Screen, at ui.Spot) tea.Cmd {
	if p, ok := s.(ui.Placed); ok {
		p.Return(at)
	}
	return r.push(s)
}

// place returns where the person is.
func (r *Root) place() place {
	v := r.Views[r.At]
	p := place{At: r.now().Unix(), View: v.Name}
	if f := r.Scope.Filter; f != nil {
		p.Query, p.Wide = f.Query.String(), f.Wide
	}
	for i, s := range v.Stack {
		at, ok := s.(ui.Placed)
		if !ok {
			continue
		}
		switch spot := at.Spot(); {
		case i == 0:
			p.First = spot
		case spot.Screen != "":
			p.Pages = append(p.Pages, spot)
		}
	}
	p.Pages = p.Pages[max(len(p.Pages)-mostPages, 0):]
	return p
}

// placeText returns where the person is as it is stored; empty where every session begins.
func (r *Root) placeText(p place) string {
	if r.begins(&p) {
		return ""
	}
	return p.write()
}

// keepsPlaces reports whether the place is to be stored: a session in which nobody did anything changes none.
func (r *Root) keepsPlaces() bool { return r.Spots.Reopen != nil && !r.Prefs.Past && r.spots.went }

// notePlace stores the place while keys come, at most once a minute.
func (r *Root) notePlace(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg, tea.MouseMsg:
	default:
		if !r.Linear { // where nothing comes but what a line has led to
			return nil
		}
	}
	now, since := r.now(), r.spots.since
	if since.IsZero() || now.Sub(since) >= restEnough {
		r.spots.since = now
	}
	if since.IsZero() || r.spots.since.Equal(since) {
		return nil
	}
	return r.storePlace()
}

// storePlace stores the place if it is another one than that stored last.
func (r *Root) storePlace() tea.Cmd {
	if !r.keepsPlaces() || r.spots.storing {
		return nil
	}
	p := r.place()
	if p.same(r.spots.kept) {
		return nil
	}
	r.spots.kept, r.spots.since, r.spots.storing = p, r.now(), true
	text, prefs, ctx := r.placeText(p), r.Prefs, r.Editor.Ctx
	return func() tea.Msg {
		_ = prefs.Keep(ctx, PrefPlace, text) // it is stored again later, and at the end
		return placeStored{}
	}
}

// KeepPlace stores where the person is when the screens have ended. It returns the error of the source.
func (r *Root) KeepPlace(ctx context.Context) error {
	if !r.keepsPlaces() {
		return nil
	}
	return r.Prefs.Keep(ctx, PrefPlace, r.placeText(r.place()))
}

// goes notes that the person does an action. Offers lapse then, unless it only reads what is said or quits.
func (r *Root) goes(a ui.Action) {
	switch a.Name {
	case "quit", "message", "repaint", "suspend":
	default:
		r.does()
	}
}

// does notes that the person did something in this session. An offer lapses.
func (r *Root) does() {
	r.spots.went = true
	if r.spots.offer != nil {
		r.spots.offer.lapsed = true
	}
}
