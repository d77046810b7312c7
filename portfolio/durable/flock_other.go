//go:build !unix || solaris || illumos || aix

package durable

import "os"

// flock does nothing. Windows does not rename a journal that is in use.
func flock(*os.File) error { return nil }
