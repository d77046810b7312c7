package seed

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"fieldfolio/portfolio"
)

// amount is money in the files: whole US dollars, or text with cents. The zero
// value means that none is given.
type amount struct {
	cents   portfolio.Cents
	given   bool
	problem string // why it is not valid; empty if it is
}

// UnmarshalTOML accepts any value, so that an invalid one is reported with its
// table.
func (a *amount) UnmarshalTOML(value any) error {
	a.given = true
	text, ok := value.(string)
	if n, whole := value.(int64); whole {
		text, ok = strconv.FormatInt(n, 10), true
	}
	if !ok {
		a.problem = fmt.Sprintf("%v is not an amount; write 1234567, or \"1234567.50\" where there are cents", value)
		return nil
	}
	if strings.HasPrefix(text, "-") {
		a.problem = text + " is negative"
		return nil
	}
	c, err := portfolio.ParseMoney(text)
	if err != nil {
		a.problem = err.Error()
	}
	a.cents = c
	return nil
}

// take returns the amount and reports an invalid one. An amount that is not
// given is unknown.
func (a amount) take(at spot, field string) portfolio.Amount {
	if a.problem != "" {
		at.fault(field, "%s", a.problem)
	}
	return portfolio.Amount{Cents: a.cents, Known: a.given && a.problem == ""}
}

// need is take, and also reports an amount that is missing, or zero if it must
// not be.
func (a amount) need(at spot, field string, zero bool) portfolio.Amount {
	got := a.take(at, field)
	switch {
	case !a.given:
		at.fault(field, "is missing")
	case got.Known && got.Cents == 0 && !zero:
		at.fault(field, "is zero, which no budget is")
	}
	return got
}

// takePortions reads texts such as border-control:60, or several codes alone for
// equal portions, and reports errors in them. known reports whether a code exists.
func takePortions(at spot, field string, texts []string, known func(code string) bool) []portfolio.Portion {
	if len(texts) == 0 {
		at.fault(field, "is missing")
		return nil
	}
	if len(texts) > 1 && !strings.Contains(strings.Join(texts, ""), ":") {
		takeCodes(at, field, texts, known)
		return portfolio.EqualPortions(texts...)
	}
	var out []portfolio.Portion
	var sum portfolio.Percent
	seen := map[string]bool{}
	for _, text := range texts {
		code, share, ok := strings.Cut(text, ":")
		percent, err := portfolio.ParseMoney(share)
		if !ok || err != nil || percent == 0 {
			at.fault(field, "%q is not a code and share; write code:60", text)
			continue
		}
		if !known(code) {
			at.fault(field, "%s is not a known code", code)
		}
		at.once(seen, field, code)
		out = append(out, portfolio.Portion{Code: code, Share: portfolio.Percent(percent)})
		sum += portfolio.Percent(percent)
	}
	if len(out) == len(texts) && sum != 10_000 {
		at.fault(field, "shares add up to %s %%, not to 100 %%", sum.Plain())
	}
	return out
}

// takeCodes reports codes that are not known or repeated.
func takeCodes(at spot, field string, codes []string, known func(code string) bool) {
	seen := map[string]bool{}
	for _, code := range codes {
		at.once(seen, field, code)
		if !known(code) {
			at.fault(field, "%s is not a known code", code)
		}
	}
}

// The range of years for the dates of projects.
const firstYear, lastYear = 1990, 2040

// takeDay reads a date, unknown if empty, and reports an invalid one.
func takeDay(at spot, field, text string) portfolio.Date {
	if text == "" {
		return 0
	}
	d, err := portfolio.ParseDate(text)
	if err != nil {
		at.fault(field, "%v", err)
		return 0
	}
	if d.Year() < firstYear || d.Year() > lastYear {
		at.fault(field, "%s lies outside %d to %d", text, firstYear, lastYear)
	}
	return d
}

// readsAsMoney reports whether a printed text, read plainly, is the amount.
func readsAsMoney(c portfolio.Cents) func(string) bool {
	return func(printed string) bool {
		text := printed
		for _, currency := range []string{"USD", "US", "$"} {
			text = strings.TrimSpace(strings.TrimPrefix(text, currency))
		}
		for _, unit := range []string{"million", "mill"} {
			if rest, ok := strings.CutSuffix(text, unit); ok {
				text = strings.TrimSpace(rest) + "m"
			}
		}
		got, err := portfolio.ParseMoney(text)
		return err == nil && got == c
	}
}

// readsAsPercent is readsAsMoney for hundredths of a per cent.
func readsAsPercent(value int64) func(string) bool {
	return func(printed string) bool {
		text, ok := strings.CutSuffix(printed, "%")
		got, err := portfolio.ParseMoney(text)
		return ok && err == nil && int64(got) == value
	}
}

// numberWords are the numbers that the document prints as words, from one.
var numberWords = []string{"one", "two", "three", "four", "five", "six", "seven", "eight"}

// readsAsNumber reports whether the first number in a printed text, in digits or
// as a word, is low, and the next one high if that differs. Both are hundredths.
func readsAsNumber(low, high int64) func(string) bool {
	want := []int64{low}
	if high != low {
		want = append(want, high)
	}
	return func(printed string) bool {
		var got []int64
		for _, word := range strings.FieldsFunc(strings.ToLower(printed), notOfNumber) {
			n, err := strconv.ParseInt(word, 10, 64)
			if i := slices.Index(numberWords, word); i >= 0 {
				n, err = int64(i)+1, nil
			}
			if err == nil {
				got = append(got, n*100)
			}
		}
		return len(got) >= len(want) && slices.Equal(got[:len(want)], want)
	}
}

// notOfNumber reports whether a character ends a number or a word.
func notOfNumber(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// readsAsDay reports whether a printed text, read plainly, is the date: 30 Sept
// 2011, or 2011-09-30.
func readsAsDay(d portfolio.Date) func(string) bool {
	return func(printed string) bool {
		if printed == d.Plain() {
			return true
		}
		parts := strings.Fields(printed)
		if len(parts) != 3 || len(parts[1]) < 3 {
			return false
		}
		day, errDay := strconv.Atoi(parts[0])
		year, errYear := strconv.Atoi(parts[2])
		for m := time.January; m <= time.December; m++ {
			if errDay == nil && errYear == nil && strings.HasPrefix(m.String(), parts[1]) || parts[1] == "Sept" &&
				m == time.September {
				got, err := portfolio.NewDate(year, m, day)
				return err == nil && got == d
			}
		}
		return false
	}
}

// readsAsText reports whether a printed text is the text used.
func readsAsText(taken string) func(string) bool {
	return func(printed string) bool { return printed == taken }
}
