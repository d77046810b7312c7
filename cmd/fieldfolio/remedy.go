package main

import "fieldfolio/portfolio"

// commands words what can be done about a fault as a command; %s stands for what
// it is done to.
var commands = map[portfolio.Action]string{
	portfolio.NameDatabase:       "name another file with --db",
	portfolio.NameDatabaseWithin: "name a file in it with --db",
	portfolio.NameDatabaseOf:     "use another file with --db for another office",
	portfolio.CheckDatabaseName:  "check the name given with --db; fieldfolio list makes a new one",
	portfolio.CheckDirectory: "check that the directory exists and that you may write there, or name another " +
		"file with --db",
	portfolio.CopyDatabase:    "ask for the right to write, or copy it and name the copy with --db",
	portfolio.RestoreDatabase: "run fieldfolio restore with a backup, which saves what can still be read",
	portfolio.RestoreOrName:   "name another file with --db or, if it was one, run fieldfolio restore with a backup",
	portfolio.RestoreAgain:    "run fieldfolio restore again, with the same backup, to finish it",
	portfolio.RebuildDerived:  "run fieldfolio check --rebuild instead",
	portfolio.NameBackup:      "name the file that fieldfolio backup wrote",
	portfolio.NameAnyBackup:   "name a file that fieldfolio backup wrote",
	portfolio.NameBackupOf:    "take a backup of %s, or name another file with --db",
	portfolio.UndoOrLookBack: "fieldfolio undo takes changes back, --at shows an earlier day, --db opens the " +
		"backup itself",
	portfolio.ChangePresent:   "leave out --at to change today's",
	portfolio.UseNewerProgram: "use the newer fieldfolio",

	portfolio.ListRecords:    "fieldfolio list and fieldfolio history show what is",
	portfolio.ListPlan:       "fieldfolio programme lists outcomes and activities, fieldfolio history what was changed",
	portfolio.ListChanges:    "fieldfolio history lists them, such as %s",
	portfolio.ChooseChange:   "fieldfolio history lists the changes; name one to undo it",
	portfolio.ListRemaining:  "fieldfolio history shows what is left",
	portfolio.ShowHistory:    "fieldfolio history %s",
	portfolio.UndoWithdrawal: "undo the withdrawal first: fieldfolio history %s",
	portfolio.UndoInstead:    "undo it instead: fieldfolio undo %s",
	portfolio.ListConflicts:  "fieldfolio conflicts",
	portfolio.SettleFirst:    "settle it first: fieldfolio conflicts shows the values",
	portfolio.SettleConflict: "fieldfolio resolve %s",
	portfolio.GiveReason:     "say why you undo it with --reason",
	portfolio.NamePerson:     "say who changes with --person, or set FIELDFOLIO_PERSON",
	portfolio.ShowPrinted:    "fieldfolio show NUMBER says what is printed",
	portfolio.ExplainFigures: "fieldfolio reconcile --explain looks for %s",
	portfolio.ExportCents:    "--format csv has the cents",
	portfolio.ExportAll:      "--format csv has all",
	portfolio.ListAllChanges: "--limit 0 shows all",

	portfolio.ListOffices:     "fieldfolio office list shows them",
	portfolio.CheckAddress:    "check the address in the register: fieldfolio office list",
	portfolio.ReadReport:      "read the report; fieldfolio office list has the addresses",
	portfolio.ChangeOffice:    "fieldfolio office --help says how it is changed",
	portfolio.AddOffice:       "fieldfolio office add invites one",
	portfolio.AddThisOffice:   "headquarters invites it with fieldfolio office add",
	portfolio.InviteAgain:     "fieldfolio office rekey %s makes a new invitation for it",
	portfolio.InviteIfGenuine: "if it is the office, invite it anew: fieldfolio office rekey %s",
	portfolio.LowerMailLimit: "if it is from an office, send less at a time: fieldfolio office set CODE " +
		"mail_limit=BYTES",
	portfolio.BeHeadquarters: "fieldfolio office init makes a database headquarters",
	portfolio.BeginRegister:  "fieldfolio office init makes one",
	portfolio.JoinFirst:      "run fieldfolio sync join INVITATION first",
	portfolio.JoinOrBegin:    "fieldfolio sync join INVITATION, or fieldfolio office init at headquarters",
	portfolio.JoinAgain:      "the office runs fieldfolio sync join with the invitation again, which makes a new key",
	portfolio.SendFirst:      "fieldfolio sync send tells headquarters, %s, that this office has joined",
	portfolio.AwaitRegister:  "fieldfolio sync send, then fieldfolio sync receive the answer, then try again",
	portfolio.PasteMail: "save the mail as text or .eml, or copy its text and paste it: fieldfolio sync " +
		"receive -",
	portfolio.SendPlainly: "at headquarters: fieldfolio office set %s recipient= sends its mail plainly until " +
		"it has run fieldfolio sync encrypt --new",
	portfolio.RenewIdentity:   "at headquarters: fieldfolio sync encrypt --new",
	portfolio.RestoreIdentity: "put the identity file back beside the database, or fieldfolio sync encrypt --new",
	portfolio.ReceiverIdentity: "the office that receives it puts its identity file back beside the database, or " +
		"runs fieldfolio sync encrypt --new and sends",
	portfolio.ListHeld:     "fieldfolio sync held",
	portfolio.ChooseHeld:   "fieldfolio sync held lists what waits",
	portfolio.ListRejected: "fieldfolio sync held --rejected",
	portfolio.JudgeAgain:   "fieldfolio sync accept and reject say something else",
}
