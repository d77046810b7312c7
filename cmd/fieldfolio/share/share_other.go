//go:build !unix

package share

// With returns the error that there are no such groups here.
func With(path, _ string) ([]*Error, error) { return nil, unavailable(path) }

// Usable returns it too.
func Usable(name string) error { return unavailable("group " + name) }

// Again does the same.
func Again(path string) (string, []*Error, error) { return "", nil, unavailable(path) }

// Faults finds none.
func Faults(string) ([]*Error, error) { return nil, nil }

// Group returns 0: there are none.
func Group(string) int { return 0 }

// Barrier finds none.
func Barrier(string) (why, do string) { return "", "" }

func unavailable(path string) error {
	return &Error{path, "sharing with a Unix group is not available on Windows",
		"give your colleagues access to its folder in its properties, Security"}
}
