package tui

// programme makes the view Programme.
func (s *screens) programme() screen {
	printed := func(title string, lines []string) screen { return newSentences(title, lines, s.face()) }
	return newProgramme(programmeConfig{ctx: s.ctx, src: s.src, record: s.record, printed: printed}, s.face())
}
