//go:build !linux && !darwin && !windows

package durable

import "errors"

func renameNew(_, _ string) error { return errors.ErrUnsupported }
