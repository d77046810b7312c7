package reconcile

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"fieldfolio/portfolio"
)

// maxSeparators is the maximum number of separators in a printed amount that is
// read in every way.
const maxSeparators = 6

// printedUnits are the words after a printed amount, with their powers of ten.
var printedUnits = map[string]int{
	"thousand": 3, "k": 3, "million": 6, "m": 6, "mn": 6, "ml": 6, "mln": 6, "mio": 6, "billion": 9, "bn": 9,
}

// readLiterally returns every amount that somebody may read who takes a printed
// form at its word: each point or comma as the decimal mark, or none of them;
// a word such as million behind it heeded or overlooked. Fractions of a cent
// are cut off, or rounded half away from zero if round is set.
//
// Only the first number in the text is read. The readings are distinct, in a
// fixed order, from 0 to MaxMoney, and at most 14; there is none without
// digits or with more than six separators.
//
//	4,277.843   → 4,277.84  4.27  4,277,843
//	9.9 million → 9,900,000  9.90  99,000,000  99
func readLiterally(printed string, round bool) []portfolio.Cents {
	groups, marks, word := splitNumber(printed)
	if len(groups) == 0 || len(marks) > maxSeparators {
		return nil
	}
	powers := []int{0}
	if p, ok := printedUnits[word]; ok {
		powers = []int{p, 0}
	}
	var out []portfolio.Cents
	add := func(whole, frac string) {
		for _, p := range powers {
			if c, ok := scaled(whole, frac, p, round); ok && !slices.Contains(out, c) {
				out = append(out, c)
			}
		}
	}
	for i := len(marks) - 1; i >= 0; i-- {
		if marks[i] == '.' || marks[i] == ',' {
			add(strings.Join(groups[:i+1], ""), strings.Join(groups[i+1:], ""))
		}
	}
	add(strings.Join(groups, ""), "")
	return out
}

// splitNumber returns the groups of digits of the first number in a text, the
// separator after each but the last (a point, a comma, or a blank for anything
// else), and the word that follows, in lower case.
func splitNumber(text string) (groups []string, marks []rune, word string) {
	runes := []rune(text)
	i := slices.IndexFunc(runes, isDigit)
	for i >= 0 && i < len(runes) {
		end := i
		for end < len(runes) && isDigit(runes[end]) {
			end++
		}
		groups = append(groups, string(runes[i:end]))
		next := end
		for next < len(runes) && isSeparator(runes[next]) {
			next++
		}
		if next == end || next == len(runes) || !isDigit(runes[next]) {
			return groups, marks, firstWord(runes[next:])
		}
		marks = append(marks, markOf(runes[end:next]))
		i = next
	}
	return groups, marks, ""
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

func isSeparator(r rune) bool { return strings.ContainsRune(".,'’", r) || unicode.IsSpace(r) }

// markOf returns the point or comma among separators, or a blank.
func markOf(separators []rune) rune {
	for _, r := range separators {
		if r == '.' || r == ',' {
			return r
		}
	}
	return ' '
}

func firstWord(runes []rune) string {
	end := slices.IndexFunc(runes, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(runes)
	}
	return strings.ToLower(string(runes[:end]))
}

// scaled returns whole.frac dollars times ten to the power; false if that
// exceeds MaxMoney.
func scaled(whole, frac string, power int, round bool) (portfolio.Cents, bool) {
	places := power + 2 // digits of frac down to the cent
	frac += strings.Repeat("0", max(0, places+1-len(frac)))
	digits := strings.TrimLeft(whole+frac[:places], "0")
	if len(digits) > len(strconv.FormatInt(int64(portfolio.MaxMoney), 10)) {
		return 0, false
	}
	n, err := strconv.ParseInt("0"+digits, 10, 64)
	if err != nil {
		return 0, false
	}
	if round && frac[places] >= '5' {
		n++
	}
	return portfolio.Cents(n), portfolio.Cents(n) <= portfolio.MaxMoney
}
