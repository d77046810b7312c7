package report

import "strings"

// Bar returns part of whole as a bar of at most cells columns, rounded to an
// eighth of a column. A positive part has at least an eighth.
func Bar(part, whole int64, cells int) string {
	if part <= 0 || whole <= 0 || cells <= 0 {
		return ""
	}
	eighths := min(int(float64(part)/float64(whole)*float64(cells*8)+0.5), cells*8)
	eighths = max(eighths, 1)
	s := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		s += string([]rune("▏▎▍▌▋▊▉")[rest-1])
	}
	return s
}

// Gauge returns a bar, padded to cells columns.
func Gauge(part, whole int64, cells int) string {
	b := Bar(part, whole, cells)
	return b + strings.Repeat("░", max(cells-len([]rune(b)), 0))
}

// Spark returns part of whole as the height of one column, a blank for 0.
func Spark(part, whole int64) string {
	if part <= 0 || whole <= 0 {
		return " "
	}
	return string([]rune("▁▂▃▄▅▆▇█")[min(int(float64(part)/float64(whole)*8), 7)])
}
