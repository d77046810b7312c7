package sqlite

import (
	"context"
	"database/sql"
	"slices"

	"fieldfolio/portfolio/access"
	"fieldfolio/portfolio/breakdown"
)

// checkLogins finds logins that nobody can use, or not as it was meant. That each key is of a
// login, checkReferences finds.
func (s *Store) checkLogins(ctx context.Context) (faults []breakdown.Fault, err error) {
	err = s.scan(ctx, `SELECT person, role, NOT EXISTS (SELECT 1 FROM login_key k WHERE k.person = l.person) FROM login l
		ORDER BY person`, nil, func(rows *sql.Rows) error {
		var person string
		var role access.Role
		var keyless bool
		err := rows.Scan(&person, &role, &keyless)
		if !slices.Contains(access.Roles, role) {
			faults = append(faults, breakdown.Fault{Where: "login of " + person, What: "has the unknown role " + string(role)})
		}
		if keyless {
			faults = append(faults, breakdown.Fault{Where: "login of " + person, What: "has no key"})
		}
		return err
	})
	return faults, err
}
