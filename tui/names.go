package tui

// The names of the screens, by which the configuration and the reference of keys
// call them.

// Name returns overview.
func (*overview) Name() string { return "overview" }

// Name returns portfolio.
func (*projects) Name() string { return "portfolio" }

// Name returns project.
func (*project) Name() string { return "project" }

// Name returns form.
func (*form) Name() string { return "form" }

// Name returns record.
func (*record) Name() string { return "record" }

// Name returns change.
func (*change) Name() string { return "change" }

// Name returns programme.
func (*programme) Name() string { return "programme" }

// Name returns history.
func (*history) Name() string { return "history" }

// Name returns conflicts.
func (*conflicts) Name() string { return "conflicts" }

// Name returns conflict.
func (*conflict) Name() string { return "conflict" }

// Name returns breakdown.
func (*breakdown) Name() string { return "breakdown" }

// Name returns reconcile.
func (*reconcile) Name() string { return "reconcile" }

// Name returns figure.
func (*finding) Name() string { return "figure" }

// Name returns sync.
func (*offices) Name() string { return "sync" }

// Name returns office.
func (*link) Name() string { return "office" }

// Name returns mail.
func (*mails) Name() string { return "mail" }

// Name returns judged.
func (*judged) Name() string { return "judged" }

// Name returns refused.
func (*refused) Name() string { return "refused" }

// Name returns report.
func (*sentences) Name() string { return "report" }

// Name returns help.
func (*help) Name() string { return "help" }

// Name returns proof.
func (*proof) Name() string { return "proof" }

// Name returns timeline.
func (*timeline) Name() string { return "timeline" }
