package ui

import "fieldfolio/portfolio"

// Remedies words what can be done about a fault: as a key or a view where there is
// one, otherwise as the command to run; %s stands for what it is done to.
var Remedies = map[portfolio.Action]string{
	portfolio.NameDatabase:       "run fieldfolio --db with another file",
	portfolio.NameDatabaseWithin: "run fieldfolio --db with a file in it",
	portfolio.NameDatabaseOf:     "run fieldfolio --db with another file for another office",
	portfolio.CheckDatabaseName:  "check the name of the file, or run fieldfolio list to make a new one",
	portfolio.CheckDirectory: "check that the directory exists and that you may write there, or run fieldfolio " +
		"--db with another file",
	portfolio.CopyDatabase:    "ask for the right to write, or copy it and run fieldfolio --db with the copy",
	portfolio.RestoreDatabase: "run fieldfolio restore with a backup, which saves what can still be read",
	portfolio.RestoreOrName: "run fieldfolio --db with another file or, if it was one, fieldfolio restore with " +
		"a backup",
	portfolio.RestoreAgain:    "run fieldfolio restore again, with the same backup, to finish it",
	portfolio.RebuildDerived:  "run fieldfolio check --rebuild",
	portfolio.NameBackup:      "run fieldfolio restore with the file that fieldfolio backup wrote",
	portfolio.NameAnyBackup:   "run fieldfolio restore with a file that fieldfolio backup wrote",
	portfolio.NameBackupOf:    "run fieldfolio restore with a backup of %s",
	portfolio.UndoOrLookBack:  "u undoes changes; to see an earlier day, run fieldfolio --at",
	portfolio.ChangePresent:   "leave out --at to change today's",
	portfolio.UseNewerProgram: "use the newer fieldfolio",

	portfolio.ListRecords:    "the views Portfolio and History show what is",
	portfolio.ListPlan:       "the view Programme lists outcomes and activities, History what was changed",
	portfolio.ListChanges:    "the view History lists them",
	portfolio.ChooseChange:   "the view History lists the changes; u undoes the selected one",
	portfolio.ListRemaining:  "the view History shows what is left",
	portfolio.ShowHistory:    "h shows its history",
	portfolio.UndoWithdrawal: "undo the withdrawal first: u in the view History",
	portfolio.UndoInstead:    "undo it instead: u in the view History",
	portfolio.ListConflicts:  "! in the view Portfolio lists them",
	portfolio.SettleFirst:    "settle it first: ! in the view Portfolio lists the conflicts",
	portfolio.SettleConflict: "enter on the field settles it",
	portfolio.GiveReason:     "say why you undo it: u in the view History asks for it",
	portfolio.NamePerson:     "run fieldfolio --person with your name",
	portfolio.ShowPrinted:    "enter on the project shows what is printed",
	portfolio.ExplainFigures: "the view Reconcile looks for %s",
	portfolio.ExportCents:    "run fieldfolio breakdown --format csv for the cents",
	portfolio.ExportAll:      "run fieldfolio breakdown --format csv for all",
	portfolio.ListAllChanges: "the view History shows all",

	portfolio.ListOffices:     "the view Sync lists them",
	portfolio.CheckAddress:    "check the address in the register: enter on the office in the view Sync shows it",
	portfolio.ReadReport:      "read the report; enter on the office in the view Sync shows its address",
	portfolio.ChangeOffice:    "run fieldfolio office --help to see how it is changed",
	portfolio.AddOffice:       "run fieldfolio office add to invite one",
	portfolio.AddThisOffice:   "headquarters runs fieldfolio office add to invite it",
	portfolio.InviteAgain:     "run fieldfolio office rekey %s to make a new invitation for it",
	portfolio.InviteIfGenuine: "if it is the office, run fieldfolio office rekey %s to invite it anew",
	portfolio.LowerMailLimit: "if it is from an office, run fieldfolio office set CODE mail_limit=BYTES to send " +
		"less at a time",
	portfolio.BeHeadquarters: "run fieldfolio office init to make a database headquarters",
	portfolio.BeginRegister:  "run fieldfolio office init to make one",
	portfolio.JoinFirst:      "run fieldfolio sync join INVITATION first",
	portfolio.JoinOrBegin:    "run fieldfolio sync join INVITATION, or fieldfolio office init at headquarters",
	portfolio.JoinAgain:      "the office runs fieldfolio sync join with the invitation again, which makes a new key",
	portfolio.SendFirst:      "s in the view Sync tells headquarters, %s, that this office has joined",
	portfolio.AwaitRegister:  "in the view Sync, s sends and r receives the answer; then try again",
	portfolio.PasteMail:      "save the mail as text or .eml; o in the view Sync opens the file",
	portfolio.SendPlainly: "headquarters runs fieldfolio office set %s recipient= to send its mail plainly " +
		"until it has a new key",
	portfolio.RenewIdentity:   "headquarters runs fieldfolio sync encrypt --new",
	portfolio.RestoreIdentity: "put the identity file back beside the database, or run fieldfolio sync encrypt --new",
	portfolio.ReceiverIdentity: "the office that receives it puts its identity file back beside the database, or " +
		"runs fieldfolio sync encrypt --new and sends",
	portfolio.ListHeld:     "the view Sync lists them",
	portfolio.ChooseHeld:   "the view Sync lists what is held",
	portfolio.ListRejected: "the view Sync lists them",
	portfolio.JudgeAgain:   "a accepts and j rejects a change in the view Sync",
}
