package shell

import "testing"

// Rows that are about the words come before those that mention them; then shorter ones first.
func TestMatchOf(t *testing.T) {
	best := []string{
		"Annex 3, III: Approved budgets: West Africa",
		"Section IX(C), West Africa: Named project: forensics, West Africa",
		"Section IX(C), West Africa: Examples of initiatives in West Africa",
		"Section IX: West African initiatives",
		"Burundi: listed under West Africa too",
		"Africa: initiatives of the West",
	}
	for i := 1; i < len(best); i++ {
		a, b := matchOf(best[i-1], "west africa"), matchOf(best[i], "west africa")
		if a.rank > b.rank || a.rank == b.rank && a.words >= b.words {
			t.Errorf("%q %v is not before %q %v", best[i-1], a, best[i], b)
		}
	}
}
