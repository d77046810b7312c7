package draw

import (
	"errors"
	"fmt"
	"image/color"
	"math"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"

	"fieldfolio/portfolio/fault"
)

// grounds are the backgrounds that each theme of fixed colours is for.
var grounds = map[string][]color.Color{
	"light":              lightGrounds,
	"dark":               darkGrounds,
	"colour-blind":       darkGrounds,
	"colour-blind-light": lightGrounds,
}

// Beside greys: Solarized, Dracula, Nord and Gruvbox, as far as they are so
// dark or so light.
var (
	darkGrounds  = hexes("#000000", "#0c0c0c", "#1e1e1e", "#282828", "#303030", "#002b36", "#282a36", "#2e3440", "#300a24")
	lightGrounds = hexes("#ffffff", "#fafafa", "#f0f0f0", "#e4e4e4", "#fdf6e3", "#fbf1c7", "#eceff4")
)

func hexes(all ...string) []color.Color {
	out := make([]color.Color, len(all))
	for i, s := range all {
		out[i] = lipgloss.Color(s)
	}
	return out
}

// inks are the styles of a theme that have a colour.
func inks(t *Theme) map[string]lipgloss.Style {
	return map[string]lipgloss.Style{"muted": t.muted, "good": t.good, "bad": t.bad, "doubt": t.doubt, "bar": t.bar}
}

// linearLight converts a colour to linear light, as WCAG 2.1 defines it for sRGB.
func linearLight(c color.Color) (v [3]float64) {
	r, g, b, _ := c.RGBA()
	for i, x := range []uint32{r, g, b} {
		s := float64(x) / 0xffff
		if v[i] = s / 12.92; s > 0.04045 {
			v[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return v
}

func luminance(c color.Color) float64 {
	v := linearLight(c)
	return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2]
}

// contrast returns the contrast ratio of WCAG 2.1, from 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestContrastOf(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want float64
	}{{"#000000", "#ffffff", 21}, {"#777777", "#ffffff", 4.48}, {"#ff0000", "#ffffff", 4.00}, {"#123456", "#123456", 1}} {
		if got := contrast(lipgloss.Color(c.a), lipgloss.Color(c.b)); math.Abs(got-c.want) > 0.01 {
			t.Errorf("%s on %s: %.2f, want %.2f", c.a, c.b, got, c.want)
		}
	}
}

// TestContrast checks that every colour of a theme can be read on every background that it is for,
// and is the same in every terminal.
func TestContrast(t *testing.T) {
	for _, x := range Themes {
		if x.Name == "terminal" || x.Name == "none" {
			continue
		}
		if grounds[x.Name] == nil {
			t.Errorf("%s is for no background", x.Name)
		}
		for meaning, ink := range inks(&x) {
			fore := ink.GetForeground()
			if code := ink.Render("x"); !strings.Contains(code, "38;5;") {
				t.Errorf("%s, %s: %q is no colour of the palette of 256", x.Name, meaning, code)
			}
			if ink.GetFaint() {
				t.Errorf("%s, %s: dim text has no contrast that is known", x.Name, meaning)
			}
			for _, ground := range grounds[x.Name] {
				if got := contrast(fore, ground); got < 4.5 {
					t.Errorf("%s, %s on %s: contrast is %.2f", x.Name, meaning, shownColor(ground), got)
				}
			}
		}
	}
}

func shownColor(c color.Color) string {
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}

// deficiencies transform linear light as seen by an eye without one kind of cones: Machado,
// Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
// Deficiency", 2009, severity 1.
var deficiencies = map[string][3][3]float64{
	"none":         {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
	"protanopia":   {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}},
	"deuteranopia": {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}},
	"tritanopia":   {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}},
}

// lab converts a colour as seen to CIE L*a*b* under daylight (D65).
func lab(c color.Color, seen [3][3]float64) [3]float64 {
	v := times(seen, linearLight(c))
	for i := range v {
		v[i] = math.Min(math.Max(v[i], 0), 1)
	}
	xyz := times([3][3]float64{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}, v)
	f := func(t float64) float64 {
		if t > 0.008856 {
			return math.Cbrt(t)
		}
		return 7.787*t + 16.0/116
	}
	x, y, z := f(xyz[0]/0.95047), f(xyz[1]), f(xyz[2]/1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

func times(m [3][3]float64, v [3]float64) (out [3]float64) {
	for i := range m {
		out[i] = m[i][0]*v[0] + m[i][1]*v[1] + m[i][2]*v[2]
	}
	return out
}

// apart is the distance of two colours as seen: 2 is just noticeable, black and white are 100
// apart.
func apart(a, b color.Color, seen [3][3]float64) float64 {
	x, y := lab(a, seen), lab(b, seen)
	return math.Hypot(math.Hypot(x[0]-y[0], x[1]-y[1]), x[2]-y[2])
}

// TestColourBlind checks that a person without one kind of cones can distinguish agreement,
// difference and doubt: the colours are at least 40 apart. The theme dark is not for them, which
// shows that the test can fail.
func TestColourBlind(t *testing.T) {
	nearest := func(x *Theme) float64 {
		least := math.Inf(1)
		for _, seen := range deficiencies {
			for _, pair := range [][2]lipgloss.Style{{x.good, x.bad}, {x.good, x.doubt}, {x.bad, x.doubt}} {
				least = math.Min(least, apart(pair[0].GetForeground(), pair[1].GetForeground(), seen))
			}
		}
		return least
	}
	for i := range Themes {
		x := &Themes[i]
		switch {
		case strings.HasPrefix(x.Name, "colour-blind"):
			if got := nearest(x); got < 40 {
				t.Errorf("%s: %.0f apart", x.Name, got)
			}
		case x.Name == "dark":
			if got := nearest(x); got > 20 {
				t.Errorf("%s: %.0f apart", x.Name, got)
			}
		}
	}
}

func TestThemeNamed(t *testing.T) {
	for name, want := range map[string]string{"": "terminal", "dark": "dark", "none": "none", "colour-blind-light": "colour-blind-light"} {
		if got, err := ThemeNamed(name); err != nil || got.Name != want || got.About == "" {
			t.Errorf("%q: got %q, %v", name, got.Name, err)
		}
	}
	for name, hint := range map[string]string{"drak": "did you mean dark?", "color-blind": "did you mean colour-blind?",
		"solarized": "use one of terminal, light, dark, colour-blind, colour-blind-light, none"} {
		_, err := ThemeNamed(name)
		var bad *fault.Invalid
		if !errors.As(err, &bad) || bad.Do != hint || bad.Field != "theme" || bad.Value != name {
			t.Errorf("%q: got %+v", name, err)
		}
	}
}

// TestWear checks that a theme changes while screens are shown, and does not change whether bars
// are plain.
func TestWear(t *testing.T) {
	look := &Styles{Slow: true}
	f := Frame{Styles: look}
	look.Wear(Themes[0])
	if !f.Styles.Slow || f.Styles.Bad.Render("x") != "\x1b[31mx\x1b[m" {
		t.Errorf("got %q, %v", f.Styles.Bad.Render("x"), f.Styles.Slow)
	}
}
