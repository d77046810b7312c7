package packed

import (
	"bytes"
	"encoding/xml"
	"strconv"
)

// paragraphs returns the text of a document in XML, of Word, Excel or
// OpenDocument: a line for each paragraph.
func paragraphs(data []byte) []byte {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.Strict = false
	var out bytes.Buffer
	for {
		t, err := d.Token()
		if err != nil {
			return out.Bytes() // at the end, or where it is broken
		}
		switch t := t.(type) {
		case xml.CharData:
			out.Write(t)
		case xml.StartElement:
			switch t.Name.Local {
			case "br", "line-break", "cr":
				out.WriteByte('\n')
			case "tab":
				out.WriteByte(' ')
			case "s":
				out.Write(blanks(t.Attr))
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "p", "h", "si":
				out.WriteByte('\n')
			}
		}
	}
}

// blanks returns the blanks that an element of OpenDocument stands for.
func blanks(attributes []xml.Attr) []byte {
	n := 1
	for _, a := range attributes {
		if c, err := strconv.Atoi(a.Value); a.Name.Local == "c" && err == nil {
			n = max(1, min(c, 100))
		}
	}
	return bytes.Repeat([]byte(" "), n)
}
