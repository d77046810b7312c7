package durable

import "golang.org/x/sys/windows"

func renameNew(from, to string) error {
	f, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return named(from, to, err)
	}
	t, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return named(from, to, err)
	}
	return named(from, to, windows.MoveFileEx(f, t, windows.MOVEFILE_WRITE_THROUGH)) // fails if the name is taken
}
