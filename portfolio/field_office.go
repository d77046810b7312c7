package portfolio

import (
	"crypto/ed25519"
	"encoding/base64"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"fieldfolio/portfolio/fault"
)

// The fields of an office in headquarters' register.
const (
	FieldRole       = "role"
	FieldScope      = "scope"
	FieldEmail      = "email"
	FieldKey        = "key"         // Ed25519 public keys, the one in use first
	FieldFormerKeys = "former_keys" // replaced keys; mail signed with them waits for a person
	FieldRecipient  = "recipient"   // to which mail to the office is encrypted; set by the office itself
	FieldHub        = "hub"
	FieldInvitation = "invitation"
	FieldHeld       = "held_fields"
	FieldMailLimit  = "mail_limit"
	FieldRetired    = "retired"
	FieldLocal      = "local"
)

// The roles of an office.
const (
	RoleHeadquarters = "headquarters"
	RoleOffice       = "office"
	RoleHub          = "hub"
)

// ScopeAll is the scope of an office that receives everything.
const ScopeAll = "all"

var officeFields = []FieldSpec{
	{Name: FieldRole, Label: "Role", Form: "write office, hub or headquarters", Needed: true,
		read: readOneOf(RoleOffice, RoleHub, RoleHeadquarters), choose: oneOfCodes(RoleOffice, RoleHub, RoleHeadquarters)},
	{Name: FieldScope, Label: "Scope", Form: "write codes of regions and countries with commas between them, such as west-africa,KE; or all", Needed: true, read: readScope, choose: &choosing{from: ofCatalogue(scopeChoices), several: true}},
	{Name: FieldEmail, Label: "Address", Form: "write an e-mail address", Needed: true, Limit: 200, read: readAddress},
	{Name: FieldHub, Label: "Hub", Form: "write the code of an office", read: readCode,
		choose: &choosing{from: officeChoices}},
	{Name: FieldHeld, Label: "Held fields", Form: "write names of fields with commas between them, with a limit if you like, such as approved>10%,end>6m; or none", read: readRules, choose: &choosing{from: ofCatalogue(heldChoices), several: true}},
	{Name: FieldMailLimit, Label: "Mail limit", Form: "write a number of bytes from 4000 to 20000000", read: readLimit},
	{Name: FieldKey, Label: "Signing key", Form: "write an Ed25519 public key in base64", read: readKeys},
	{Name: FieldFormerKeys, Label: "Former keys", Form: "write Ed25519 public keys in base64", read: readKeys},
	{Name: FieldRecipient, Label: "Encryption key", Form: "write an X25519 recipient of age, 62 characters from age1",
		read: readRecipient},
	{Name: FieldInvitation, Label: "Invitation", Form: "written when the office is invited", Limit: 100,
		read: readText(100)},
	{Name: FieldLocal, Label: "Earlier copies", Form: "incarnations with blanks between them", Limit: 2000,
		read: readText(2000)},
	{Name: FieldRetired, Label: "Retired", Form: "write yes, or nothing", read: readYes},
}

func readOneOf(values ...string) func(*Catalogue, string) (string, error) {
	return func(_ *Catalogue, text string) (string, error) {
		text = strings.ToLower(text)
		if !slices.Contains(values, text) {
			return "", &fault.Invalid{Value: text, Why: "is none of the values", Do: fault.Suggest(text, values)}
		}
		return text, nil
	}
}

// readScope reads codes or names of regions and countries, as codes in order.
// The error names every entry that is none.
func readScope(cat *Catalogue, text string) (string, error) {
	known := namedAreas(cat)
	var codes []string
	var unknown fault.Unknown
	for _, part := range portionParts(text, known) {
		code := known.find(part)
		if code == "" {
			unknown.Add(part, fault.Suggest(part, known.known))
		}
		codes = append(codes, code)
	}
	switch {
	case len(codes) == 0:
		return "", &fault.Invalid{Value: text, Why: "names no region or country"}
	case len(unknown) > 0:
		return "", unknown.Invalid("is not a region or country", "are not regions or countries")
	case slices.Contains(codes, ScopeAll):
		return ScopeAll, nil
	}
	slices.Sort(codes)
	return strings.Join(slices.Compact(codes), ","), nil
}

// namedAreas returns the names that an entry of a scope can have.
func namedAreas(cat *Catalogue) *naming {
	n := newNaming("region or country")
	n.name(ScopeAll)
	for _, c := range scopeChoices(cat) {
		n.name(c.Code, c.Name)
		if IsCountry(c.Code) {
			n.known = append(n.known, c.Name) // every code of two letters is near every other one
		} else {
			n.known = append(n.known, c.Code)
		}
	}
	return n
}

// scopeChoices returns what the scope of an office can include: the regions,
// then the countries.
func scopeChoices(cat *Catalogue) []Choice {
	out := programmeChoices(cat)
	for _, c := range placeChoices(cat) {
		if IsCountry(c.Code) {
			out = append(out, c)
		}
	}
	return out
}

func splitNames(text string) []string {
	names := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ' ' })
	slices.Sort(names)
	return slices.Compact(names)
}

// address matches email addresses as used in practice: no quoted names, no
// comments, one host, and no leading hyphen, which mail programs read as an
// option.
var address = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z0-9.!#$%&'*+/=?^_{|}~][A-Za-z0-9.!#$%&'*+/=?^_{|}~-]*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$`)
})

func readAddress(_ *Catalogue, text string) (string, error) {
	if !address().MatchString(text) || len(text) > 200 {
		return "", &fault.Invalid{Value: text, Why: "is not an e-mail address", Do: "write it plainly, such as roea@example.org"}
	}
	return text, nil
}

func readCode(_ *Catalogue, text string) (string, error) {
	text = strings.ToLower(text)
	if !OfficeCode(text) {
		return "", &fault.Invalid{Value: text, Why: "is not the code of an office",
			Do: "write small letters and digits, such as roea"}
	}
	return text, nil
}

// OfficeCode reports whether s is a valid office code: 2 to 32 lower-case
// letters, digits and hyphens, except local and seed, which are reserved.
func OfficeCode(s string) bool {
	return len(s) > 1 && s != LocalOffice && s != SeedOffice && (ID{Office: s, Incarnation: "0", N: 1}).check() == nil
}

func readLimit(_ *Catalogue, text string) (string, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 4000 || n > 20_000_000 {
		return "", &fault.Invalid{Value: text, Why: "is not a size of a mail"}
	}
	return strconv.Itoa(n), nil
}

func readKeys(_ *Catalogue, text string) (string, error) {
	keys := strings.Fields(text)
	for _, k := range keys {
		if _, err := ParseKey(k); err != nil {
			return "", err
		}
	}
	return strings.Join(keys, " "), nil
}

// recipient matches an age X25519 recipient: 32 bytes in Bech32. Package sync,
// which encrypts, checks the rest.
var recipient = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^age1[qpzry9x8gf2tvdw0s3jn54khce6mua7l]{58}$`)
})

func readRecipient(_ *Catalogue, text string) (string, error) {
	if !recipient().MatchString(text) {
		return "", &fault.Invalid{Value: visible(text, 80), Why: "is not an age recipient",
			Do: "write it as age-keygen does: age1 and 58 small letters and digits"}
	}
	return text, nil
}

// ParseKey reads an Ed25519 public key: 32 bytes in base64 without padding.
func ParseKey(text string) (ed25519.PublicKey, error) {
	b, err := base64.RawStdEncoding.Strict().DecodeString(text)
	if err != nil || len(b) != ed25519.PublicKeySize || FormatKey(b) != text {
		return nil, &fault.Invalid{Field: FieldKey, Value: visible(text, 60), Why: "is no Ed25519 public key"}
	}
	return b, nil
}

// FormatKey returns a public key in the form that ParseKey reads.
func FormatKey(key ed25519.PublicKey) string { return base64.RawStdEncoding.EncodeToString(key) }
