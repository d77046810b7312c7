package portfolio

import (
	"slices"
	"strings"
)

// NewProjectDefaults completes the fields of a new project: the kind from the
// programme, the places from the country, and the country from the places.
// Fields that are given stay as they are.
func NewProjectDefaults(cat *Catalogue, fields []Setting) []Setting {
	given := map[string]string{}
	for _, f := range fields {
		if spec, err := FindField(ProjectRecord, f.Field); err == nil {
			given[spec.Name] = f.Value
		}
	}
	fields = slices.Clone(fields)
	add := func(field, value string) {
		if given[field] == "" && value != "" {
			fields = append(fields, Setting{Field: field, Value: value})
		}
	}
	kind := Field
	if strings.EqualFold(given[FieldProgramme], GlobalPlace) {
		kind = Global
	}
	add(FieldKind, kind.String())
	if places, err := readPlaces(cat, given[FieldCountry]); err == nil && given[FieldCountry] != "" {
		add(FieldPlaces, places)
	}
	if places, err := readPlaces(cat, given[FieldPlaces]); err == nil && given[FieldPlaces] != "" {
		add(FieldCountry, placeNames(cat, portionsOf(places)))
	}
	return fields
}

func placeNames(cat *Catalogue, places []Portion) string {
	var names []string
	for _, p := range places {
		if place, ok := cat.Place(p.Code); ok {
			names = append(names, place.Name)
		}
	}
	return Enumerate(names)
}
