//go:build !linux

package dbfile

// tells returns false. On macOS and the BSDs, files are opened in order to watch
// them, and closing one releases the locks that SQLite has on it. Windows may tell
// of what was written only when a file is closed.
func tells(string) bool { return false }
