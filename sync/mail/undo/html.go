package undo

import (
	"bytes"

	"golang.org/x/net/html"
)

// breaks are the elements that begin a line.
var breaks = map[string]bool{"br": true, "p": true, "div": true, "li": true, "tr": true, "pre": true,
	"blockquote": true, "table": true,
	"h1": true, "h2": true, "h3": true, "h4": true, "hr": true, "body": true, "td": true}

// HTML returns the text of HTML, however broken.
func HTML(data []byte) []byte {
	z := html.NewTokenizer(bytes.NewReader(data))
	z.SetMaxBuf(len(data))
	var out bytes.Buffer
	hidden := false
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.Bytes()
		case html.TextToken:
			if !hidden {
				out.Write(z.Text())
			}
		case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
			raw := z.Raw()
			name, _ := z.TagName()
			tag := string(name)
			if breaks[tag] {
				out.WriteByte('\n')
			}
			if tag == "li" && raw[1] != '/' {
				out.WriteString("* ")
			}
			if tag == "style" || tag == "script" || tag == "title" {
				hidden = raw[1] != '/'
			}
		default: // comments and the like
		}
	}
}
