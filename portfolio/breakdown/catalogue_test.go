package breakdown

import "fieldfolio/portfolio"

var testCatalogue = portfolio.Catalogue{
	Programmes: []portfolio.Programme{{Code: "west-africa", Name: "West Africa"}, {Code: "global", Name: "Global programmes"}},
	Lines:      []portfolio.Line{{Code: "drug-trafficking", Label: "DRG", Name: "Drug trafficking"}},
	Places:     []portfolio.Place{{Code: "ML", Name: "Mali"}, {Code: "1030", Name: "West Africa"}},
	Reference:  20110430,
}
