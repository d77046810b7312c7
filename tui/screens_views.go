package tui

// programme makes the view Programme.
func (s *screens) programme() screen {
	printed := func(title string, lines []string) screen { return newSentences(title, lines, s.face()) }
	return newProgramme(programmeConfig{ctx: s.ctx, src: s.src, record: s.record, printed: printed}, s.face())
}

// allHistory makes the view History: every change of every record.
func (s *screens) allHistory() screen { return s.historyOf("", "") }

// historyOf makes the history of a record, by its id and how people call it; of
// all records if both are empty.
func (s *screens) historyOf(record, name string) screen {
	return newHistory(historyConfig{desk: s.desk, change: s.change, of: s.historyOf, record: record, name: name}, s.face())
}
