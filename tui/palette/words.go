package palette

import "fieldfolio/tui/picker"

// synonyms are what people call actions besides their names and descriptions.
var synonyms = map[string]string{
	"add":            "new create insert",
	"back":           "return close",
	"columns":        "fields layout hide",
	"conflicts":      "clash merge",
	"copy":           "clipboard",
	"edit":           "change modify prolong extend postpone shorten rename date budget spend spent expenditure",
	"export":         "excel print spreadsheet csv save download",
	"facets":         "filter",
	"form":           "change modify prolong extend",
	"help":           "keys manual shortcuts",
	"history":        "who when log",
	"mark":           "select tick",
	"mark-all":       "select",
	"mark-none":      "clear unselect",
	"measure":        "money amount budget implementation rate spent spend spending expenditure",
	"message":        "status notice error",
	"note":           "comment remark",
	"open":           "details",
	"quit":           "exit close",
	"receive":        "mail e-mail get import",
	"resume":         "draft drafts unsaved begun place continue",
	"search":         "find filter query clear",
	"send":           "mail e-mail",
	"send-all":       "mail e-mail",
	"since":          "difference changed",
	"slow":           "bandwidth ssh",
	"sort":           "order arrange",
	"sort-turn":      "reverse ascending descending",
	"theme":          "color dark",
	"undo":           "take back revert cancel restore",
	"view-breakdown": "pivot totals sums",
	"view-funding":   "donor gap unfunded shortfall",
	"view-history":   "who when changed log",
	"view-overview":  "home start summary",
	"view-portfolio": "projects list",
	"view-programme": "outcomes outputs indicators targets",
	"view-reconcile": "check differences printed",
	"view-sync":      "mail e-mail send receive office",
	"view-timeline":  "calendar gantt dates ends",
	"views":          "bookmark",
	"why":            "explain proof reason",
	"withdraw":       "delete remove",
}

// facts answer words that people type for which there is nothing to do.
var facts = []Entry{
	{Item: picker.Item{Label: "currencies: all amounts are in US dollars", Words: "currency euro exchange rate convert",
		Off: "fieldfolio knows no other currency than US dollars"}},
}
