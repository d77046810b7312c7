package mail

import (
	"encoding/base64"
	"strings"
	"testing"

	"fieldfolio/portfolio/fault"
	"fieldfolio/sync/mail/mailtest"
)

// attachment is a mail with a file that is not text.
func attachment(kind, name, data string) string {
	return "From: roea@example.org\nSubject: fieldfolio roea\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nsee the attachment\n--b\n" +
		"Content-Type: " + kind + "; name=\"" + name + "\"\nContent-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(data)) + "\n--b--\n"
}

// locked is a zip archive whose file needs a password.
func locked() string {
	zip := []byte(mailtest.Zip("diff.txt", someDiff))
	zip[6] |= 1
	at := strings.Index(string(zip), "PK\x01\x02")
	zip[at+8] |= 1
	return string(zip)
}

func text(body string) string { return mailtest.Mail(body) }

const noise = "\x01\x02\x80\xfe\x00\x03"

// refusals are mails that cannot be read, and what has to be said of them.
var refusals = map[string]struct {
	mail, what string
	do         string
	action     fault.Action
}{
	"PDF":             {attachment("application/pdf", "mail.pdf", "%PDF-1.7\n"+noise), "mail.pdf is a PDF document", sendText, 0},
	"PDF as a file":   {"%PDF-1.7\n" + noise, "it has a PDF document instead of text", sendText, 0},
	"RTF of nothing":  {attachment("application/rtf", "m.rtf", `{\rtf1}`), "m.rtf is an RTF document", "unpack it and receive the file in it", 0},
	"7z":              {attachment("application/x-7z-compressed", "m.7z", "7z\xbc\xaf\x27\x1c"+noise), "m.7z is a 7z archive", "unpack it and receive the file in it", 0},
	"RAR":             {attachment("application/octet-stream", "m.rar", "Rar!\x1a\x07\x00"+noise), "m.rar is a RAR archive", "unpack it and receive the file in it", 0},
	"xz":              {attachment("application/x-xz", "m.xz", "\xfd7zXZ\x00"+noise), "m.xz is an xz file", "unpack it and receive the file in it", 0},
	"zip, locked":     {attachment("application/zip", "m.zip", locked()), "m.zip is a zip archive: it needs a password", sendText, 0},
	"zip, cut":        {attachment("application/zip", "m.zip", mailtest.Zip("diff.txt", someDiff)[:60]), "m.zip is a zip archive: it is broken or cut off", sendText, 0},
	"gzip, broken":    {attachment("application/gzip", "m.gz", "\x1f\x8b\x08\x00"+noise), "m.gz is a gzip file: it is broken or cut off", sendText, 0},
	"gzip, too large": {attachment("application/gzip", "m.gz", mailtest.Gzip(strings.Repeat(" a", 5<<20))), "m.gz is a gzip file: what is in it is too large", sendText, 0},
	"picture":         {attachment("image/png", "scan.png", "\x89PNG"+noise), "", "", 0},
	"only a picture":  {"From: a@example.org\nSubject: fieldfolio roea\nContent-Type: image/jpeg\n\n\xff\xd8\xff" + noise, "it has a picture instead of text", sendText, 0},
	"picture, hidden": {attachment("application/octet-stream", "scan", "\xff\xd8\xff"+noise), "scan is a picture", sendText, 0},
	"winmail.dat":     {attachment("application/ms-tnef", "winmail.dat", "\x78\x9f\x3e\x22\x00\x00"), "winmail.dat is a winmail.dat, which only Outlook reads", "ask the office to send as plain text: in Outlook, File, Options, Mail, compose messages in Plain Text format", 0},
	"msg":             {attachment("application/octet-stream", "m.msg", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"+noise), "m.msg is a file of Outlook or Office, such as a message saved as .msg", "", fault.PasteMail},
	"OpenPGP":         {text("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"), "the mail program has encrypted it (OpenPGP)", sendPlain, 0},
	"OpenPGP, MIME":   {"Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b--\n", "the mail program has encrypted it (OpenPGP)", sendPlain, 0},
	"S/MIME":          {"Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n\nMIAGCSqGSIb3\n", "the mail program has encrypted it (S/MIME)", sendPlain, 0},
	"Microsoft":       {attachment("application/x-microsoft-rpmsg-message", "message_v2.rpmsg", noise), "the mail program has encrypted it (Microsoft's message encryption)", sendPlain, 0},
	"one part":        {"Content-Type: message/partial; number=2; total=5; id=\"x\"\n\nset.title = \"a\"\n", "it is part 2 of 5 of a mail that was split", "", fault.LowerMailLimit},
	"OneDrive":        {text("I shared a file: https://1drv.ms/t/s!AqQ\n"), "it has a link to a file to download, not the file", sendText, 0},
	"Drive":           {text("https://drive.google.com/file/d/1/view\n"), "it has a link to a file to download, not the file", sendText, 0},
	"portal":          {"Content-Type: text/html\n\n<html><body><p>You have received a secure message.</p><a href=\"https://portal.example.org/x\">Read the message</a></body></html>\n", "it is the page of a portal on which the mail can be read, not the mail", sendText, 0},
	"removed":         {text("Warning: the attachment was removed by the mail server.\n"), "a mail server has removed the attachment", sendText, 0},
	"cut":             {text(someDiff[:160]), "it was cut off after 7 lines", "or ask for it as an attachment", fault.LowerMailLimit},
	"cut, by length":  {"Content-Length: 400\n" + text(someDiff[:160]), "it was cut off after 7 lines; 60 % of the mail is missing", "or ask for it as an attachment", fault.LowerMailLimit},
	"newer":           {text(strings.ReplaceAll(someDiff, "fieldfolio 1", "fieldfolio 2")), "it is in format 2, and this program knows format 1", "update this program", 0},
	"marks gone":      {text(strings.ReplaceAll(someDiff, `"`, "")), "its quotation marks or the ends of its lines are gone", "", fault.SendArmoured},
	"altered":         {text(strings.Replace(someDiff, "after = 12", "after = 12 !", 1)), "it was altered in line 3 of 11", "", fault.SendArmoured},
	"altered, quoted": {text("> " + strings.ReplaceAll(strings.Replace(someDiff, "after = 12", "after = 12 !", 1), "\n", "\n> ")), "it was altered in line 3 of 11", "", fault.SendArmoured},
	"altered armour":  {text("begin fieldfolio 1\n" + strings.Repeat(strings.Repeat("QUJD", 16)+"\n", 3) + strings.Repeat("QU*D", 16) + "\nQUJD\nend fieldfolio 1\n"), "its armour was altered in line 4 of 5", sendFile, 0},
}

// TestRefusals says of each mail what it is, and what can be done.
func TestRefusals(t *testing.T) {
	right := 0
	for name, c := range refusals {
		for m := range Messages([]byte(c.mail)) {
			var got Fault
			if all := m.Why(); len(all) > 0 {
				got = all[0]
			}
			if got.What != c.what || got.Do.Action != c.action || got.Do.Text != c.do {
				t.Errorf("%s: %q, %+v", name, got.What, got.Do)
				continue
			}
			right++
		}
	}
	t.Logf("%d of %d mails are refused with the right reason", right, len(refusals))
}
