package portfolio

import (
	"fmt"
	"strings"
)

func readLines(cat *Catalogue, text string) (string, error) {
	return readPortions(text, "service line", func(name string) (string, []string) {
		var known []string
		for _, l := range cat.Lines {
			if strings.EqualFold(l.Code, name) || strings.EqualFold(l.Label, name) || strings.EqualFold(l.Name, name) {
				return l.Code, nil
			}
			known = append(known, l.Label, l.Code)
		}
		return "", known
	})
}

func readPlaces(cat *Catalogue, text string) (string, error) {
	return readPortions(text, "place", func(name string) (string, []string) {
		var known []string
		for _, p := range cat.Places {
			if strings.EqualFold(p.Code, name) || strings.EqualFold(p.Name, name) {
				return p.Code, nil
			}
			known = append(known, p.Name)
		}
		return "", known
	})
}

// readPortions reads codes or names with shares, such as DRG:60, LEI:40: the
// parts between commas, or between blanks where there is no comma. Without any
// share all are equal.
func readPortions(text, what string, find func(name string) (code string, known []string)) (string, error) {
	var portions []Portion
	unshared := 0
	for _, part := range portionParts(text, find) {
		name, share, shared := cutShare(part)
		code, known := find(name)
		if code == "" {
			return "", &Invalid{Value: part, Why: "names no " + what, Do: suggest(name, known)}
		}
		for _, p := range portions {
			if p.Code == code {
				return "", &Invalid{Value: text, Why: "names " + code + " twice"}
			}
		}
		p := Portion{Code: code}
		if !shared {
			unshared++
		} else if parsed, err := ParsePortions(code + ":" + share); err != nil || len(parsed) != 1 {
			return "", &Invalid{Value: part, Why: "has no share in per cent, over 0 and at most 100"}
		} else {
			p = parsed[0]
		}
		portions = append(portions, p)
	}
	if unshared > 0 && unshared < len(portions) {
		return "", &Invalid{Value: text, Why: "has shares for some and not for others"}
	}
	if unshared > 0 {
		shareEqually(portions)
	}
	var sum Percent
	for _, p := range portions {
		sum += p.Share
	}
	if sum != 10_000 {
		return "", &Invalid{Value: text, Why: fmt.Sprintf("adds up to %s %%, not to 100 %%", sum.Plain())}
	}
	return FormatPortions(portions), nil
}

// portionParts splits a list of portions. A text that is one name, blanks and
// all, is one part.
func portionParts(text string, find func(string) (string, []string)) []string {
	if strings.ContainsAny(text, ",;") {
		var parts []string
		for _, p := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' }) {
			if p = strings.TrimSpace(p); p != "" {
				parts = append(parts, p)
			}
		}
		return parts
	}
	name, _, _ := cutShare(text)
	if code, _ := find(name); code != "" && strings.Count(text, ":") < 2 {
		return []string{text}
	}
	return strings.Fields(text)
}

// cutShare cuts the share off a portion: DRG:60, DRG: 60 % or DRG 60 %.
func cutShare(part string) (name, share string, shared bool) {
	part = strings.TrimSpace(part)
	trimmed := strings.TrimSpace(strings.TrimSuffix(part, "%"))
	if name, share, ok := strings.Cut(trimmed, ":"); ok {
		return strings.TrimSpace(name), strings.TrimSpace(share), true
	}
	if i := strings.LastIndexByte(trimmed, ' '); i > 0 && trimmed != part {
		return strings.TrimSpace(trimmed[:i]), trimmed[i+1:], true
	}
	return part, "", false
}

// shareEqually divides 100 % among portions; what is left over goes to the
// first ones.
func shareEqually(portions []Portion) {
	n := Percent(len(portions))
	for i := range portions {
		portions[i].Share = 10_000 / n
		if Percent(i) < 10_000%n {
			portions[i].Share++
		}
	}
}
