package exchange

import "strings"

// bar returns part of whole as a bar of at most cells columns, to an eighth of
// a column. What is more than nothing has at least an eighth.
func bar(part, whole int64, cells int) string {
	if part <= 0 || whole <= 0 || cells <= 0 {
		return ""
	}
	eighths := max(min(int(part*int64(cells)*8/whole), cells*8), 1)
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return s
}

// gauge returns a bar in front of what is left of cells columns.
func gauge(part, whole int64, cells int) string {
	b := bar(part, whole, cells)
	return b + strings.Repeat("░", max(cells-len([]rune(b)), 0))
}

// spark returns part of whole as the height of one column.
func spark(part, whole int64) string {
	if part <= 0 || whole <= 0 {
		return " "
	}
	return string([]rune("▁▂▃▄▅▆▇█")[min(part*8/whole, 7)])
}
