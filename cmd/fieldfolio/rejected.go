package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"fieldfolio/portfolio/durable"
	"fieldfolio/portfolio/sqlite/dbfile"
	"fieldfolio/sync/rejected"
	"fieldfolio/tui/ui"
)

// rejectedBeside returns the directory of the rejected mails.
func rejectedBeside(s *session) rejected.Folder {
	return rejected.Folder(besideDatabase(s, "rejected"))
}

// besideDatabase returns the path of a directory in that of the database.
func besideDatabase(s *session, name string) string {
	return dbfile.Beside(s.store.Path(), func(database string) string {
		return filepath.Join(filepath.Dir(database), name)
	})
}

// mostRefused is the maximum number of rejected mails on the screen.
const mostRefused = 50

// refusedIn returns the rejected mails that nobody has dismissed, the newest first, at most so many.
func refusedIn(folder rejected.Folder, most int) ([]ui.RefusedMail, error) {
	list, err := folder.List(most)
	if err != nil {
		return nil, &hinted{fmt.Sprintf("%s cannot be read: %s", folder, durable.Reason(err).Error()),
			"make it readable for yourself"}
	}
	out := make([]ui.RefusedMail, len(list))
	for i, m := range list {
		out[i] = ui.RefusedMail(m)
	}
	return out, nil
}

// dismiss moves a rejected mail with its reason into the directory done.
func dismiss(folder rejected.Folder, refused string) error {
	err := folder.Dismiss(refused)
	switch {
	case errors.Is(err, fs.ErrInvalid), errors.Is(err, fs.ErrNotExist):
		return &hinted{oneLine(refused) + " is not a rejected mail", "fieldfolio sync rejected lists them"}
	case err != nil:
		return &hinted{"it cannot be moved: " + durable.Reason(err).Error(), "make the directory rejected writable"}
	}
	return nil
}
