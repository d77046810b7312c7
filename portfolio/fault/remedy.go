package fault

import (
	"errors"
	"strings"
)

// Remedy is what a person can do about an error, or to see more. The domain
// knows neither commands nor keys: the command line words an action as a
// command, a screen as a key. Text follows the action; it stands alone if a
// value has to be entered in another form.
type Remedy struct {
	Action Action
	Of     string // object of the action: a number, an id, a code; may be empty
	Text   string // names no command, flag or key; may be empty
}

// Words returns the remedy as a sentence. table has the words for actions, in
// which %s stands for Of, %1 for its first word and %2 for the rest of it.
func (r Remedy) Words(table map[Action]string) string {
	first, rest, _ := strings.Cut(r.Of, " ")
	words := strings.NewReplacer("%s", r.Of, "%1", first, "%2", rest).Replace(table[r.Action])
	if words != "" && r.Text != "" {
		words += "; "
	}
	return words + r.Text
}

// RemedyOf returns the remedy of an error, the zero Remedy if it has none.
func RemedyOf(err error) Remedy {
	var r interface{ Remedy() Remedy }
	if errors.As(err, &r) {
		return r.Remedy()
	}
	return Remedy{}
}

// Sentence returns the text of an error. The text of several Faults includes
// their remedies, worded by table.
func Sentence(err error, table map[Action]string) string {
	text := err.Error()
	var faults Faults
	if errors.As(err, &faults) {
		text = strings.Replace(text, faults.Error(), faults.words(table), 1)
	}
	return text
}

// Remark is a sentence below a table. %s in its text stands for the words of
// its remedy, if it has one.
type Remark struct {
	Text   string
	Remedy Remedy
}

// Remarks returns sentences without remedies.
func Remarks(sentences ...string) []Remark {
	all := make([]Remark, len(sentences))
	for i, s := range sentences {
		all[i].Text = s
	}
	return all
}

// Words returns the sentence with its remedy, worded by table.
func (r Remark) Words(table map[Action]string) string {
	if r.Remedy == (Remedy{}) {
		return r.Text
	}
	return strings.Replace(r.Text, "%s", r.Remedy.Words(table), 1)
}

// AskOffice begins a remedy that another office has to carry out; the rest says
// it to that office.
const AskOffice = "ask the office to "

// Action is something that a person can do.
type Action int

// The actions on the database file and its backups.
const (
	NameDatabase       Action = iota + 1 // use another file
	NameDatabaseWithin                   // use a file in this directory
	NameDatabaseOf                       // use another file for another office
	CheckDatabaseName                    // the file does not exist; a new one can be created
	CheckDirectory                       // make the directory writable, or use another file
	CopyDatabase                         // get write permission, or use a copy
	RestoreDatabase                      // restore a backup
	RestoreOrName                        // the same, or use another file
	RestoreAgain                         // finish a restore, with the same backup
	RebuildDerived                       // rebuild derived data from the changes
	NameBackup                           // use the file that is the backup
	NameAnyBackup                        // use a file that is a backup
	NameBackupOf                         // use a backup of the office Of, or another database
	UndoOrLookBack                       // undo changes instead, look at an earlier date, or open the backup
	ChangePresent                        // change the current portfolio
	UseNewerProgram                      // the file was written by a newer release
	UseRelease                           // the file needs the release Of, or a later one
	Upgrade                              // bring the file up to date
	MakeRoom                             // make room for a copy beside the file, or make its directory writable
	RestoreLost                          // an office's database is lost: restore a backup, or join anew
	RestoreOrRemove                      // the file is empty: restore a backup, or remove it to begin again
	StartAgain                           // the file was replaced or moved: open it again

	// The actions on records and changes.
	ListRecords    // find a record or a change
	ListPlan       // find an outcome, an activity or a change
	ListChanges    // find the id of a change, such as Of
	ChooseChange   // choose the change to undo
	ListRemaining  // see which changes have effect
	ShowHistory    // see the history of the record Of
	UndoWithdrawal // undo the withdrawal of the record Of
	UndoInstead    // undo the change Of
	ListConflicts  // see the fields in conflict
	SettleFirst    // settle the conflict
	SettleEntry    // headquarters settles one in the register, by changing the entry: Of says how
	SettleConflict // settle it: Of is record, field and value
	GiveReason     // give a reason
	NamePerson     // give your name
	ShowPrinted    // see what the document prints for a project
	ExplainFigures // find Of, such as the causes of the differences
	ExportCents    // export the figures to the cent
	ExportAll      // export every column
	ListAllChanges // list every change

	// The actions of the exchange.
	ListOffices      // see the offices of the register
	CheckAddress     // see the address of an office
	ReadReport       // read what a mail server reports, and see the addresses of the register
	ChangeOffice     // change the entry of an office
	AddOffice        // invite an office
	AddThisOffice    // headquarters invites it
	AwaitProof       // wait for the mail with which an office shows who it is
	SucceedLost      // compare the fingerprint of a lost headquarters and succeed its keys: Of is its code and that
	SucceedHere      // the same without comparing it
	InviteAgain      // make a new invitation for the office Of
	InviteIfGenuine  // the same, if it is the office
	ListCopies       // see the copies with which this one exchanges
	RetireCopy       // end the exchange with the copy Of
	RetireOffice     // retire the office Of
	LowerMailLimit   // lower the size of the mails that an office sends
	BeHeadquarters   // make a database that of headquarters
	BeginRegister    // the same, to create a register
	JoinFirst        // answer an invitation
	JoinOrBegin      // the same, or become headquarters
	ConfirmKey       // confirm the fingerprint Of
	WithdrawKey      // confirm the present fingerprint Of, in place of another one
	AskHeadquarters  // compare the fingerprint Of with headquarters
	ReplaceRoot      // put the key file of headquarters, Of, back, or succeed it by another key
	LeaveFor         // join, and leave the headquarters Of
	LeaveNamesake    // the same, unless the one that is joined is the same headquarters without its key
	JoinAgain        // the office answers its invitation once more
	SendFirst        // tell the headquarters Of that this office has joined
	AwaitRegister    // send, receive the answer, try again
	PasteMail        // receive the text of a mail
	SendArmoured     // the sending office sends again, armoured
	SendAgain        // send again, armoured, what the office Of could not read
	SendPlainly      // headquarters stops encrypting mail to the office Of
	RenewIdentity    // headquarters makes a new identity
	RestoreIdentity  // put the identity back, or make a new one
	ReceiverIdentity // the receiving office does so
	ListHeld         // see the held changes
	ChooseHeld       // choose among the held changes
	ListRejected     // see the rejected changes, and dismiss them
	OwnRejected      // see which changes of this office were rejected
	JudgeAgain       // accept or reject the change
	AskForDay        // headquarters corrects a day
	SetClock         // set the clock of a machine, or correct a day
	CheckDays        // see the days that cannot be right
	CorrectDays      // the same, and correct them
	ListMails        // see the rejected mails
	InviteCopy       // use the copy of the office Of that has joined since, or have this one invited
	BringBack        // headquarters invites the retired office Of again
	AllowAside       // take in a change that the rules of this release refuse, with a later one, or dismiss it
	DismissAside     // see to a change that this copy cannot trust, and dismiss it
	ReadMailbox      // look at a mail in a mail program
	AskSilent        // ask an office why nothing comes from it

	actions // one more than the last action
)

// Actions returns every action.
func Actions() []Action {
	all := make([]Action, 0, actions)
	for a := NameDatabase; a < actions; a++ {
		all = append(all, a)
	}
	return all
}
