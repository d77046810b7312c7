package tui

// Spoken asks the question, and says the rows with the notes behind them.
func (p *proof) Spoken() spoken {
	switch {
	case p.fault != nil:
		return spokenFault("The proof could not be made", p.fault)
	case p.prompt.open:
		return p.prompt.spoken()
	case p.shown == nil:
		return spoken{title: "Looking for what adds up to the figure…"}
	}
	t := p.text()
	end := func(i int) int {
		if i+1 < len(t.at) {
			return t.at[i+1]
		}
		return t.at[i] + 1
	}
	s := spokenList(len(t.at), func(i int) string { return inWords(t.lines[t.at[i]]) }, &p.stops.sel, p.settle)
	s.title = clean(p.shown.Question())
	if n := len(t.at); n > 0 {
		s.after = factsOf(t.lines[end(n-1):])
	} else {
		s.facts = factsOf(t.lines)
	}
	return s
}

// Pointed returns the row at a cell.
func (p *proof) Pointed(_, y int) (int, bool) {
	above := len(p.above())
	if p.Typing() || y < above {
		return 0, false
	}
	return stopAt(p.text().at, p.stops.top+y-above)
}
