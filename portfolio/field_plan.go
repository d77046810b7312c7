package portfolio

var subProgrammeFields = []FieldSpec{
	labelField,
	planMoney(FieldRequired, "Requirement"),
	planMoney(FieldShortfall, "Shortfall"),
}

var outcomeFields = []FieldSpec{labelField, planMoney(FieldBudget, "Indicative budget")}

var activityFields = []FieldSpec{labelField, planMoney(FieldShortfall, "Shortfall"), {
	Name: FieldPlaces, Label: "Places", Form: "write codes or names without shares, such as West Africa, KE",
	read: readPlaceNames, choose: &choosing{from: ofCatalogue(placeChoices), several: true},
}}

var noteFields = []FieldSpec{
	{Name: FieldOn, Label: "On", Form: "write the id of a record", Limit: maxRecord, Needed: true,
		read: readText(maxRecord)},
	{Name: FieldText, Label: "Note", Form: "write text", Limit: noteLimit, Needed: true,
		read: func(_ *Catalogue, text string) (string, error) {
			return KeptText("", text, noteLimit, true)
		}},
}

var labelField = FieldSpec{Name: FieldLabel, Label: "Label", Form: "write one line of text", Limit: labelLimit,
	Needed: true, read: readText(labelLimit)}

func planMoney(name, label string) FieldSpec {
	return FieldSpec{Name: name, Label: label, Form: moneyForm, Money: true, read: readMoney}
}
