package portfolio

import (
	"strings"

	"fieldfolio/portfolio/fault"
)

// RecordKind is the kind of a record. Changes of kinds that this release does
// not know are kept and shown in the history.
type RecordKind string

// The kinds of records that can be changed.
const (
	ProjectRecord      RecordKind = "project"
	SubProgrammeRecord RecordKind = "subprogramme"
	OutcomeRecord      RecordKind = "outcome"
	ActivityRecord     RecordKind = "activity"
	NoteRecord         RecordKind = "note"
	OfficeRecord       RecordKind = "office"  // of headquarters' register
	ReceiptRecord      RecordKind = "receipt" // headquarters' rulings on changes, see Receipt
)

// RecordSpec describes a kind of record.
type RecordSpec struct {
	Kind      RecordKind
	Plural    string        // for the help of editing; empty for kinds that it does not list
	Fields    []FieldSpec   // those that can be edited, in the order of a form, without withdrawn
	Creatable bool          // changes can create records of the kind
	Locked    fault.Invalid // why its records are not edited like others; zero if they are
	Number    string        // the field that names a record for people; empty if there is none
	Subject   string        // the field with the id of the record that this one is about; empty if there is none
	Reach     ReachRule
	Rights    Rights
}

// Rights says which offices may change records of a kind.
type Rights int

// The rules about rights.
const (
	RightsUnknown  Rights = iota // no rule: headquarters holds every change
	RightsArea                   // offices whose scope includes the record's region, or one of its countries
	RightsSubject                // offices that may change the record that it is about
	RightsGlobal                 // offices with the global scope
	RightsRegister               // headquarters; for its own entry also an office, as far as the register allows
	RightsNobody                 // written by the program alone
)

// sharedKinds are the kinds that offices change.
var sharedKinds = []RecordSpec{
	{Kind: ProjectRecord, Plural: "projects", Fields: projectFields, Creatable: true, Number: FieldNumber,
		Reach: ReachAreas, Rights: RightsArea},
	{Kind: OutcomeRecord, Plural: "outcomes", Fields: outcomeFields, Reach: ReachAll, Rights: RightsGlobal},
	{Kind: ActivityRecord, Plural: "activities", Fields: activityFields, Reach: ReachAll, Rights: RightsGlobal},
	{Kind: SubProgrammeRecord, Plural: "sub-programmes", Fields: subProgrammeFields, Reach: ReachAll,
		Rights: RightsGlobal},
	{Kind: NoteRecord, Fields: noteFields, Creatable: true, Subject: FieldOn, Reach: ReachSubject, Rights: RightsSubject},
}

// RecordKinds lists every kind of record that this release knows.
var RecordKinds = append(sharedKinds[:len(sharedKinds):len(sharedKinds)],
	RecordSpec{Kind: OfficeRecord, Fields: officeFields, Reach: ReachAll, Rights: RightsRegister,
		Locked: fault.Invalid{Why: "is of the register of offices", Action: fault.ChangeOffice, Do: "nothing was changed"}},
	RecordSpec{Kind: ReceiptRecord, Reach: ReachListed, Rights: RightsNobody,
		Locked: fault.Invalid{Why: "is a receipt by headquarters", Action: fault.JudgeAgain, Do: "nothing was changed"}})

// unknownKind is the description of kinds that this release does not know.
var unknownKind = RecordSpec{Reach: ReachAll}

// Spec returns the description of a kind.
func (k RecordKind) Spec() *RecordSpec {
	for i := range RecordKinds {
		if RecordKinds[i].Kind == k {
			return &RecordKinds[i]
		}
	}
	return &unknownKind
}

// WithArticle returns the kind as a noun with its article, such as an outcome.
func (k RecordKind) WithArticle() string {
	switch {
	case k == "":
		return "a record of unknown kind"
	case strings.ContainsRune("aeiou", rune(k[0])):
		return "an " + string(k)
	}
	return "a " + string(k)
}

// FieldsOf returns the fields of a kind of record that can be edited, in the
// order of a form; none for kinds that this release does not know. The field
// withdrawn, which all creatable kinds have, is not included.
func FieldsOf(kind RecordKind) []FieldSpec { return kind.Spec().Fields }

// Editable returns an *Invalid for records that are not edited like others:
// those of the register, where a wrong change could end the exchange with an
// office, receipts, and records of which only changes are here: nothing shows
// what they were over.
func (r *Record) Editable() error {
	if r.Kind == "" {
		return &fault.Invalid{Field: "record", Value: r.Name(), Why: "is not here: the change that created it is missing, " +
			"so nothing shows what other changes have replaced", Do: "nothing was changed"}
	}
	fault := r.Kind.Spec().Locked
	if fault.Why == "" {
		return nil
	}
	fault.Field, fault.Value = "record", r.Name()
	return &fault
}

// Name returns the current name of the record for people: a project's number,
// the name of its subject, otherwise its id.
func (r *Record) Name() string {
	spec := r.Kind.Spec()
	if spec.Number != "" {
		if v := r.Value(spec.Number); v.Known {
			return v.Text
		}
	}
	if spec.Subject != "" {
		return string(r.Kind) + " on " + r.Value(spec.Subject).Text
	}
	return r.ID
}
