package main

import (
	"fieldfolio/portfolio/fault"
)

// commands words the remedy of a fault as a command; %s stands for its object.
var commands = map[fault.Action]string{
	fault.NameDatabase:       "name another file with --db",
	fault.NameDatabaseWithin: "name a file in it with --db",
	fault.NameDatabaseOf:     "use another file with --db for another office",
	fault.CheckDatabaseName:  "check the name given with --db; fieldfolio without a command makes a new one",
	fault.CheckDirectory: "check that the directory exists and that you may write there, or name another " +
		"file with --db",
	fault.CopyDatabase:    "ask for the right to write, or copy it and name the copy with --db",
	fault.RestoreDatabase: "run fieldfolio restore with a backup, which saves what can still be read",
	fault.RestoreOrName:   "name another file with --db or, if it was one, run fieldfolio restore with a backup",
	fault.RestoreAgain:    "run fieldfolio restore again, with the same backup, to finish it",
	fault.RebuildDerived:  "run fieldfolio check --rebuild instead",
	fault.NameBackup:      "name the file that fieldfolio backup wrote",
	fault.NameAnyBackup:   "name a file that fieldfolio backup wrote",
	fault.NameBackupOf:    "take a backup of %s, or name another file with --db",
	fault.UndoOrLookBack: "fieldfolio undo takes changes back, --at shows an earlier day, --db opens the " +
		"backup itself",
	fault.ChangePresent:   "leave out --at to change today's",
	fault.UseNewerProgram: "use the newer fieldfolio",
	fault.UseRelease:      "use fieldfolio %s or later",
	fault.Upgrade:         "fieldfolio check --rebuild brings it up to date",
	fault.MakeRoom:        "free some space and try again",
	fault.RestoreLost: "run fieldfolio restore with a backup; without one, move the key away and ask headquarters " +
		"for a new invitation",
	fault.RestoreOrRemove: "run fieldfolio restore with a backup, or remove the file to begin with the document",
	fault.StartAgain:      "run the command again",

	fault.ListRecords:    "fieldfolio list and fieldfolio history show what is",
	fault.ListPlan:       "fieldfolio programme lists outcomes and activities, fieldfolio history what was changed",
	fault.ListChanges:    "fieldfolio history lists them, such as %s",
	fault.ChooseChange:   "fieldfolio history lists the changes; name one to undo it",
	fault.ListRemaining:  "fieldfolio history shows what is left",
	fault.ShowHistory:    "fieldfolio history %s",
	fault.UndoWithdrawal: "undo the withdrawal first: fieldfolio history %s",
	fault.UndoInstead:    "undo it instead: fieldfolio undo %s",
	fault.ListConflicts:  "fieldfolio conflicts",
	fault.SettleFirst:    "settle it first: fieldfolio conflicts shows the values",
	fault.SettleEntry:    "headquarters settles it with fieldfolio office %s",
	fault.SettleConflict: "fieldfolio resolve %s",
	fault.GiveReason:     "say why you undo it with --reason",
	fault.NamePerson:     "say who changes with --person, or set FIELDFOLIO_PERSON",
	fault.ShowPrinted:    "fieldfolio show NUMBER says what is printed",
	fault.ExplainFigures: "fieldfolio reconcile --explain looks for %s",
	fault.ExportCents:    "--format csv has the cents",
	fault.ExportAll:      "--format csv has all",
	fault.ListAllChanges: "--limit 0 shows all",

	fault.ListOffices:   "fieldfolio office list shows them",
	fault.CheckAddress:  "check the address in the register: fieldfolio office list",
	fault.ReadReport:    "read the report; fieldfolio office list has the addresses",
	fault.ChangeOffice:  "fieldfolio office --help says how it is changed",
	fault.AddOffice:     "fieldfolio office add invites one",
	fault.AddThisOffice: "invite it at headquarters with fieldfolio office add",
	fault.SucceedHere:   "run fieldfolio office rekey %1 --succeeds %2 instead",
	fault.AwaitProof: "it has exchanged with an earlier copy of this office: its third mail without an answer shows " +
		"who it is; do not invite it again",
	fault.SucceedLost: "if that was this headquarters, which has lost its key, have the office read out its " +
		"fingerprint by telephone; if it is the same, run fieldfolio office rekey %1 --succeeds %2",
	fault.InviteAgain:     "fieldfolio office rekey %s makes a new invitation for it",
	fault.InviteIfGenuine: "if it is the office, invite it anew: fieldfolio office rekey %s",
	fault.ListCopies:      "fieldfolio sync status lists the copies",
	fault.RetireCopy:      "fieldfolio sync retire %s",
	fault.RetireOffice:    "if %s has no copy in use, retire it at headquarters: fieldfolio office retire %s",
	fault.LowerMailLimit: "if it is from an office, send less at a time: fieldfolio office set CODE " +
		"mail_limit=BYTES",
	fault.BeHeadquarters:  "fieldfolio office init makes a database headquarters",
	fault.BeginRegister:   "fieldfolio office init makes one",
	fault.JoinFirst:       "run fieldfolio sync join INVITATION first",
	fault.JoinOrBegin:     "fieldfolio sync join INVITATION, or fieldfolio office init at headquarters",
	fault.ConfirmKey:      "telephone headquarters; if it reads out the same fingerprint, run fieldfolio sync confirm %s",
	fault.WithdrawKey:     "fieldfolio sync confirm %s keeps the present key alone",
	fault.AskHeadquarters: "ask headquarters by telephone; its fingerprint as this office knows it is %s",
	fault.ReplaceRoot:     "put the key file of %s back beside the database; if it is lost, run fieldfolio office rekey %s",
	fault.LeaveFor:        "if this office is to leave it, run it again with --leave %s",
	fault.LeaveNamesake: "if it is the same headquarters, which has lost its key, do not leave it: telephone it; it begins " +
		"again with fieldfolio office init --succeeds and the first fingerprint, and this office then runs fieldfolio sync " +
		"confirm; if this office is to leave it for the other one, run it again with --leave %s",
	fault.JoinAgain:     fault.AskOffice + "run fieldfolio sync join with the invitation again, which makes a new key",
	fault.SendFirst:     "fieldfolio sync send tells headquarters, %s, that this office has joined",
	fault.AwaitRegister: "fieldfolio sync send, then fieldfolio sync receive the answer, then try again",
	fault.PasteMail: "save the mail as text or .eml, or copy its text and paste it: fieldfolio sync " +
		"receive -",
	fault.SendArmoured: fault.AskOffice + "send it armoured: fieldfolio sync send --armoured",
	fault.SendAgain:    "send again: fieldfolio sync send %s --armoured",
	fault.SendPlainly: "at headquarters: fieldfolio office set %s recipient= sends its mail plainly until " +
		"it has run fieldfolio sync encrypt --new",
	fault.RenewIdentity:   "at headquarters: fieldfolio sync encrypt --new",
	fault.RestoreIdentity: "put the identity file back beside the database, or fieldfolio sync encrypt --new",
	fault.ReceiverIdentity: "at the office that receives it, put the identity file back beside the database, or " +
		"run fieldfolio sync encrypt --new and send",
	fault.AskForDay:    "at headquarters, fieldfolio sync correct-day sets it",
	fault.SetClock:     "set the clock that is wrong, and correct wrong days: fieldfolio sync correct-day --help",
	fault.CheckDays:    "fieldfolio check lists them",
	fault.CorrectDays:  "fieldfolio check lists them, fieldfolio sync correct-day corrects them",
	fault.ListHeld:     "fieldfolio sync held",
	fault.ChooseHeld:   "fieldfolio sync held lists what waits",
	fault.ListRejected: "fieldfolio sync held --rejected; once they are seen to, fieldfolio sync dismiss CHANGE",
	fault.OwnRejected:  "fieldfolio sync held --rejected lists them",
	fault.JudgeAgain:   "to rule on a change, run fieldfolio sync accept or fieldfolio sync reject",
	fault.ListMails:    "fieldfolio sync rejected",
	fault.InviteCopy: "use the copy of %s that has joined since; if there is none, ask headquarters to invite this one: " +
		"fieldfolio office rekey %s",
	fault.BringBack: "ask headquarters to bring it back: fieldfolio office rekey %s",
	fault.AllowAside: "if the office that sent it has a newer fieldfolio, use that; otherwise, once it is seen to, " +
		"fieldfolio sync dismiss CHANGE",
	fault.DismissAside: "ask the office that sent it; once it is seen to, fieldfolio sync dismiss CHANGE",
	fault.ReadMailbox:  "look at it in a mail program",
	fault.AskSilent:    "ask there whether fieldfolio sync run still runs",
}
