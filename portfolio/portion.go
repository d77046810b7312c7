package portfolio

import (
	"strconv"
	"strings"

	"fieldfolio/portfolio/fault"
)

// FormatPortions returns portions as text, such as
// "drug-trafficking:50 law-enforcement:50", shares in per cent.
func FormatPortions(portions []Portion) string {
	parts := make([]string, len(portions))
	for i, p := range portions {
		parts[i] = p.Code + ":" + p.Share.Plain()
	}
	return strings.Join(parts, " ")
}

// ParsePortions reads what FormatPortions returns. It returns an *Invalid if a
// share is not a number; it does not check codes or sums.
func ParsePortions(text string) ([]Portion, error) {
	var out []Portion
	for _, f := range strings.Fields(text) {
		code, share, _ := strings.Cut(f, ":")
		n, err := strconv.ParseFloat(share, 64)
		if err != nil || n <= 0 || n > 100 {
			return nil, &fault.Invalid{Field: "share", Value: f, Why: "is no share in per cent", Do: "write it as code:50"}
		}
		out = append(out, Portion{Code: code, Share: Percent(n*100 + 0.5)})
	}
	return out, nil
}
