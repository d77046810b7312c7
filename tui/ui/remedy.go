package ui

import (
	"fieldfolio/portfolio/fault"
)

// Remedies words the remedy of a fault: as a key or view where there is one, otherwise as the
// command to run. %s stands for its object.
var Remedies = map[fault.Action]string{
	fault.NameDatabase:       "run fieldfolio --db with another file",
	fault.NameDatabaseWithin: "run fieldfolio --db with a file in it",
	fault.NameDatabaseOf:     "run fieldfolio --db with another file for another office",
	fault.CheckDatabaseName:  "check the name of the file, or run fieldfolio to make a new one",
	fault.CheckDirectory: "check that the directory exists and that you may write there, or run fieldfolio " +
		"--db with another file",
	fault.CopyDatabase:    "ask for the right to write, or copy it and run fieldfolio --db with the copy",
	fault.RestoreDatabase: "run fieldfolio restore with a backup, which saves what can still be read",
	fault.RestoreOrName: "run fieldfolio --db with another file or, if it was one, fieldfolio restore with " +
		"a backup",
	fault.RestoreAgain:    "run fieldfolio restore again, with the same backup, to finish it",
	fault.RebuildDerived:  "run fieldfolio check --rebuild",
	fault.NameBackup:      "run fieldfolio restore with the file that fieldfolio backup wrote",
	fault.NameAnyBackup:   "run fieldfolio restore with a file that fieldfolio backup wrote",
	fault.NameBackupOf:    "run fieldfolio restore with a backup of %s",
	fault.UndoOrLookBack:  "u undoes changes; to see an earlier day, run fieldfolio --at",
	fault.ChangePresent:   "leave out --at to change today's",
	fault.UseNewerProgram: "use the newer fieldfolio",
	fault.UseRelease:      "use fieldfolio %s or later",
	fault.Upgrade:         "run fieldfolio check --rebuild to bring it up to date",
	fault.MakeRoom:        "free some space and try again",
	fault.RestoreLost: "run fieldfolio restore with a backup; without one, move the key away and ask headquarters " +
		"for a new invitation",
	fault.RestoreOrRemove: "run fieldfolio restore with a backup, or remove the file to begin with the document",
	fault.StartAgain:      "copy what you typed, if anything, then start the program again",

	fault.ListRecords:    "the views Portfolio and History show what is",
	fault.ListPlan:       "the view Programme lists outcomes and activities, History what was changed",
	fault.ListChanges:    "the view History lists them",
	fault.ChooseChange:   "the view History lists the changes; u undoes the selected one",
	fault.ListRemaining:  "the view History shows what is left",
	fault.ShowHistory:    "h shows its history",
	fault.UndoWithdrawal: "undo the withdrawal first: u in the view History",
	fault.UndoInstead:    "undo it instead: u in the view History",
	fault.ListConflicts:  "! in the view Portfolio lists them",
	fault.SettleFirst:    "settle it first: ! in the view Portfolio lists the conflicts",
	fault.SettleEntry:    "headquarters runs fieldfolio office %s to settle it",
	fault.SettleConflict: "enter on the field settles it",
	fault.GiveReason:     "say why you undo it: u in the view History asks for it",
	fault.NamePerson:     "run fieldfolio --person with your name",
	fault.ShowPrinted:    "enter on the project shows what is printed",
	fault.ExplainFigures: "the view Reconcile looks for %s",
	fault.ExportCents:    "run fieldfolio breakdown --format csv for the cents",
	fault.ExportAll:      "run fieldfolio breakdown --format csv for all",
	fault.ListAllChanges: "the view History shows all",

	fault.ListOffices:   "the view Sync lists them",
	fault.CheckAddress:  "check the address in the register: enter on the office in the view Sync shows it",
	fault.ReadReport:    "read the report; enter on the office in the view Sync shows its address",
	fault.ChangeOffice:  "run fieldfolio office --help to see how it is changed",
	fault.AddOffice:     "run fieldfolio office add to invite one",
	fault.AddThisOffice: "at headquarters, run fieldfolio office add to invite it",
	fault.SucceedHere:   "run fieldfolio office rekey %1 --succeeds %2 instead",
	fault.AwaitProof: "it has exchanged with an earlier copy of this office: its third mail without an answer shows " +
		"who it is; do not invite it again",
	fault.SucceedLost: "if that was this headquarters, which has lost its key, have the office read out its " +
		"fingerprint by telephone; if it is the same, run fieldfolio office rekey %1 --succeeds %2",
	fault.InviteAgain:     "run fieldfolio office rekey %s to make a new invitation for it",
	fault.InviteIfGenuine: "if it is the office, run fieldfolio office rekey %s to invite it anew",
	fault.ListCopies:      "the view Sync lists the copies",
	fault.RetireCopy:      "open %s in the view Sync to retire it",
	fault.RetireOffice:    "if %s has no copy in use, run fieldfolio office retire %s at headquarters",
	fault.LowerMailLimit: "if it is from an office, run fieldfolio office set CODE mail_limit=BYTES to send " +
		"less at a time",
	fault.BeHeadquarters:  "run fieldfolio office init to make a database headquarters",
	fault.BeginRegister:   "run fieldfolio office init to make one",
	fault.JoinFirst:       "run fieldfolio sync join INVITATION first",
	fault.JoinOrBegin:     "run fieldfolio sync join INVITATION, or fieldfolio office init at headquarters",
	fault.ConfirmKey:      "telephone headquarters; if it reads out the same fingerprint, run fieldfolio sync confirm %s",
	fault.WithdrawKey:     "fieldfolio sync confirm %s keeps the present key alone",
	fault.AskHeadquarters: "ask headquarters by telephone; its fingerprint as this office knows it is %s",
	fault.ReplaceRoot:     "put the key file of %s back beside the database; if it is lost, run fieldfolio office rekey %s",
	fault.LeaveNamesake: "if it is the same headquarters, which has lost its key, do not leave it: telephone it; it begins " +
		"again with fieldfolio office init --succeeds and the first fingerprint, and this office then runs fieldfolio sync " +
		"confirm; if this office is to leave it for the other one, run fieldfolio sync join with --leave %s",
	fault.LeaveFor:      "if this office is to leave it, run fieldfolio sync join with --leave %s",
	fault.JoinAgain:     fault.AskOffice + "run fieldfolio sync join with the invitation again, which makes a new key",
	fault.SendFirst:     "s in the view Sync tells headquarters, %s, that this office has joined",
	fault.AwaitRegister: "in the view Sync, s sends and r receives the answer; then try again",
	fault.SendArmoured:  fault.AskOffice + "run fieldfolio sync send --armoured",
	fault.PasteMail:     "save the mail as text or .eml; o in the view Sync opens the file",
	fault.SendAgain:     "in the view Sync, s sends again",
	fault.SendPlainly: "at headquarters, run fieldfolio office set %s recipient= to send its mail plainly " +
		"until it has a new key",
	fault.RenewIdentity:   "at headquarters, run fieldfolio sync encrypt --new",
	fault.RestoreIdentity: "put the identity file back beside the database, or run fieldfolio sync encrypt --new",
	fault.ReceiverIdentity: "at the office that receives it, put the identity file back beside the database, or " +
		"run fieldfolio sync encrypt --new and send",
	fault.AskForDay:    "at headquarters, run fieldfolio sync correct-day to set it",
	fault.SetClock:     "set the clock that is wrong, and run fieldfolio sync correct-day --help for days that are",
	fault.CheckDays:    "run fieldfolio check to see them",
	fault.CorrectDays:  "run fieldfolio check to see them, and fieldfolio sync correct-day to correct them",
	fault.ListHeld:     "the view Sync lists them",
	fault.ChooseHeld:   "the view Sync lists what is held",
	fault.ListRejected: "the view Sync lists them; D on the page of one dismisses it",
	fault.OwnRejected:  "the view Sync lists them",
	fault.JudgeAgain:   "a accepts and R rejects a change in the view Sync",
	fault.ListMails:    "the view Sync lists them",
	fault.InviteCopy: "use the copy of %s that has joined since; if there is none, ask headquarters to run " +
		"fieldfolio office rekey %s",
	fault.BringBack: "ask headquarters to run fieldfolio office rekey %s, which brings it back",
	fault.AllowAside: "if the office that sent it has a newer fieldfolio, use that; otherwise, once it is seen to, run " +
		"fieldfolio sync dismiss CHANGE",
	fault.DismissAside: "ask the office that sent it; once it is seen to, run fieldfolio sync dismiss CHANGE",
	fault.ReadMailbox:  "look at it in a mail program",
	fault.AskSilent:    "ask there whether fieldfolio sync run still runs",
}
