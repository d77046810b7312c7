#!/bin/sh
# remake.sh sends the diffs in original/ through real programs at their worst
# settings, and keeps what comes out beside it; programs.tsv says what made
# each file. Run it as root on a Debian 12 that can be thrown away, such as a
# chroot made by debootstrap with /proc and /dev/pts: it installs mail servers
# that replace each other, and stops them. They listen on 127.0.0.1 only.
# It takes about a minute. Boundaries, ids and dates differ each time.
set -eu
export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive TERM=xterm HOME=/root TZ=UTC
PATH=$PATH:/usr/bin/mh
corpus=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
chmod 755 "$work"
hostname mail.example.org 2>/dev/null || true

# keep FILE PACKAGE SETTINGS keeps standard input, and what made it.
keep() {
  cat >"$corpus/$1.new"
  if ! grep -q . "$corpus/$1.new"; then
    echo "$2 wrote nothing for $1" >&2
    rm -f "$corpus/$1.new"
    return
  fi
  sed -i "s#$work#/home/hq#g" "$corpus/$1.new"
  mv "$corpus/$1.new" "$corpus/$1"
  printf '%s\t%s %s\t%s\n' "$1" "$2" "$(dpkg-query -W -f '${Version}' "$2")" "$3" >>"$work/programs"
  : >"$work/sent"
}

# typed COMMAND... runs a program in a terminal of its own.
typed() { timeout 30 script -qec "$*" /dev/null </dev/null >"$work/terminal" 2>&1 || true; }

install_programs() {
  printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d # no server starts by itself
  chmod 755 /usr/sbin/policy-rc.d
  apt-get update -qq
  apt-get install -yqq --no-install-recommends postfix mutt neomutt s-nail bsd-mailx mailutils nmh alpine mlmmj altermime \
    w3m lynx elinks links html2text txt2html aha par recode mpack sharutils maildrop procmail libemail-mime-perl \
    libmime-lite-perl gnupg discount cmark python3 python3-html2text python3-markdown python3-smartypants dos2unix konwert \
    swaks mhonarc uudeview vim-tiny bsdextrautils bsdutils >/dev/null
  useradd -m hq 2>/dev/null || true
}

# originals makes mails and mboxes of the diffs.
originals() {
  n=0
  for kind in readable armoured; do
    n=$((n + 1))
    cp "$corpus/original/$kind.txt" diff-$kind.txt
    {
      printf 'From: ROEA <roea@example.org>\nTo: hq@example.org\nSubject: fieldfolio roea\nDate: Mon, 11 Apr 2011 09:15:00 +0000\nMessage-ID: <%d@example.org>\n\n' $n
      cat diff-$kind.txt
    } >$kind.eml
    { echo 'From roea@example.org Mon Apr 11 09:15:00 2011' && cat $kind.eml && echo; } >$kind.mbox
  done
  : >sent
  printf '#!/bin/sh\ncat >%s/sent\n' "$work" >catch # in place of sendmail
  chmod 755 catch
}

head_of() { printf 'From: ROEA <roea@example.org>\nTo: hq@example.org\nSubject: fieldfolio roea\nMIME-Version: 1.0\nContent-Type: %s\n\n' "$1"; }

# with_mutt PROGRAM MBOX KEYS [SETTING...] lets keys be pressed over an mbox.
with_mutt() {
  program=$1 box=$2 keys=$3
  shift 3
  {
    echo "set sendmail=$work/catch realname=HQ from=hq@example.org hostname=mail.example.org folder=$work spoolfile=$work/in.mbox record='' editor=true"
    echo "set abort_unmodified=no fast_reply autoedit=no confirmappend=no confirmcreate=no copy=no move=no wait_key=no quit=yes postponed=$work/postponed include=yes"
    echo "set send_charset=us-ascii:utf-8 charset=utf-8 allow_8bit=no"
    printf '%s\n' "$@"
    printf 'push "%s<exit>"\n' "$keys"
  } >muttrc
  cp "$box" in.mbox
  typed "$program" -F muttrc -f in.mbox
}

mutt_itself() {
  cat >muttrc <<E
set sendmail=$work/catch realname=HQ from=hq@example.org hostname=mail.example.org record='' copy=no charset=utf-8 allow_8bit=no
E
  for charset in utf-16 utf-7 ibm037; do
    mutt -F muttrc -e "set send_charset=$charset" -s 'fieldfolio roea' hq@example.org <diff-readable.txt
    keep mutt-$charset.eml mutt "send_charset=$charset, allow_8bit=no" <sent
  done
  mutt -F muttrc -e 'set encode_from=yes text_flowed=yes' -s 'fieldfolio roea' hq@example.org <diff-readable.txt
  keep mutt-encode-from.eml mutt "encode_from=yes, text_flowed=yes" <sent
  echo 'image/png txt' >~/.mime.types
  echo 'The diff is attached.' | mutt -F muttrc -s 'fieldfolio roea' -a diff-readable.txt -- hq@example.org
  keep mutt-wrong-type.eml mutt "diff.txt attached as image/png by a wrong .mime.types" <sent
  echo 'application/ms-tnef txt' >~/.mime.types
  mutt -F muttrc -s 'fieldfolio roea' -a diff-armoured.txt -- hq@example.org </dev/null
  keep mutt-wrong-tnef.eml mutt "diff.txt attached as application/ms-tnef by a wrong .mime.types" <sent
  rm ~/.mime.types
  with_mutt mutt readable.mbox '<reply><send-message>' 'set text_flowed=yes indent_string="| "'
  keep mutt-reply-flowed.eml mutt "reply, text_flowed=yes" <sent
  with_mutt mutt readable.mbox '<reply><send-message>' 'set indent_string="%n wrote | "'
  keep mutt-reply-indent.eml mutt "reply, indent_string=\"%n wrote | \"" <sent
  with_mutt mutt armoured.mbox '<reply><send-message>' 'set indent_string="%f #"'
  keep mutt-reply-armoured.eml mutt "reply to the armoured diff, indent_string=\"%f #\"" <sent
  with_mutt mutt readable.mbox '<forward-message>hq@example.org\n<send-message>' 'set forward_quote forward_decode indent_string="\t: "'
  keep mutt-forward-quoted.eml mutt "forward in the text, forward_quote, indent_string of a tab and a colon" <sent
  with_mutt mutt readable.mbox '<forward-message>hq@example.org\n<send-message>' 'set mime_forward=yes mime_forward_decode=yes'
  keep mutt-forward-attached.eml mutt "mime_forward=yes, mime_forward_decode=yes" <sent
  with_mutt mutt readable.mbox '<bounce-message>hq@example.org\ny'
  keep mutt-bounce.eml mutt "bounce" <sent
  with_mutt mutt readable.mbox "<decode-copy>$work/out.mmdf\\n" 'set mbox_type=MMDF' 'unignore *' 'set weed=no'
  keep mutt-decoded.mmdf mutt "decode-copy into an MMDF mailbox, weed=no" <out.mmdf
  cp "$corpus/mutt-reply-flowed.eml" flowed
  { echo 'From hq@example.org Mon Apr 11 09:15:00 2011' && cat flowed && echo; } >flowed.mbox
  with_mutt mutt flowed.mbox "<pipe-message>cat >$work/out\\n" 'set pipe_decode=yes reflow_text=yes reflow_wrap=45'
  keep mutt-pipe-decoded.txt mutt "pipe of a flowed reply, pipe_decode=yes, reflow_wrap=45" <out
}

neomutt_itself() {
  with_mutt neomutt flowed.mbox '<forward-message>hq@example.org\n<send-message>' 'set forward_quote forward_decode indent_string="> " text_flowed=yes reflow_text reflow_wrap=40'
  keep neomutt-forward-flowed.eml neomutt "forward of a flowed reply in the text, forward_decode, forward_quote, reflow_wrap=40" <sent
  with_mutt neomutt armoured.mbox '<reply><send-message>' 'set indent_string="%i} " send_charset=utf-16le'
  keep neomutt-reply-utf-16le.eml neomutt "reply to the armoured diff, indent_string=\"%i} \", send_charset=utf-16le" <sent
}

# nail MBOX COMMANDS [OPTION...] runs s-nail over an mbox.
nail() {
  cp "$1" in.mbox
  commands=$2
  shift 2
  printf "$commands" | timeout 20 s-nail -n -R '-~' '-#' -S v15-compat -S "mta=$work/catch" -S from=hq@example.org \
    -S hostname=mail.example.org -S ttycharset=utf-8 "$@" -f in.mbox >/dev/null
}

s_nail() {
  nail readable.mbox 'mail hq@example.org\n~r diff-readable.txt\n~.\nx\n' -S mime-encoding=base64
  keep s-nail-base64.eml s-nail "mime-encoding=base64" <sent
  nail readable.mbox 'reply 1\n~m 1\n~.\nx\n' -S mime-encoding=quoted-printable -S mime-force-sendout -S 'indentprefix=] '
  keep s-nail-reply.eml s-nail "reply with ~m, indentprefix of a bracket" <sent
  nail readable.mbox 'reply 1\n~.\nx\n' -S quote -S quote-fold=40,20
  keep s-nail-quote-fold.eml s-nail "reply with quote, quote-fold=40,20" <sent
  nail armoured.mbox 'reply 1\n~.\nx\n' -S quote -S quote-fold=45,20
  keep s-nail-quote-fold-armoured.eml s-nail "reply to the armoured diff with quote, quote-fold=45,20" <sent
  nail readable.mbox 'forward 1 hq@example.org\n~.\nx\n' -S 'forward-inject-head=FYI = "see" ' -S mime-encoding=base64
  keep s-nail-forward.eml s-nail "forward with a text put in before, mime-encoding=base64" <sent
  nail armoured.mbox 'forward 1 hq@example.org\n~.\nx\n' -S forward-as-attachment
  keep s-nail-forward-attached.eml s-nail "forward-as-attachment" <sent
}

other_mailx() {
  cp readable.mbox in.mbox
  printf 'set sendmail="%s" indentprefix="|\t"\nreply 1\n~m 1\n.\nx\n' "$work/catch" >in
  MAILRC=/dev/null bsd-mailx -I -f in.mbox <in >/dev/null
  keep bsd-mailx-reply.eml bsd-mailx "reply with ~m, indentprefix of a bar and a tab" <sent
  cp readable.mbox in.mbox
  printf 'set dot\nset sendmail="prog:%s"\nset indentprefix="%% "\nreply 1\n~m 1\n.\nx\n' "$work/catch" >in
  timeout 10 script -qec 'mail.mailutils -n -f in.mbox' /dev/null <in >terminal || true
  keep mailutils-reply.eml mailutils "mail: reply with ~m, indentprefix of a per cent sign" <sent
  echo 'see the file' | mail.mailutils -n -E "set sendmail=prog:$work/catch" -s 'fieldfolio roea' --content-type=text/html --encoding=base64 -A diff-readable.txt hq@example.org
  keep mailutils-attached.eml mailutils "mail: attached as text/html in base64" <sent
  cp "$corpus/mutt-utf-7.eml" in.eml
  { echo 'From hq@example.org Mon Apr 11 09:15:00 2011' && cat in.eml && echo; } >in.mbox
  rm -f out.mbox
  decodemail -c utf-8 in.mbox out.mbox || true
  keep mailutils-decodemail.mbox mailutils "decodemail of mutt's UTF-7 into UTF-8" <out.mbox
}

with_nmh() {
  rm -rf ~/Mail
  mkdir -p ~/Mail/inbox
  printf 'Path: Mail\nwhatnowproc: true\nLocal-Mailbox: HQ <hq@example.org>\neditor: true\n' >~/.mh_profile
  cp readable.eml ~/Mail/inbox/1
  cp armoured.eml ~/Mail/inbox/2
  cp "$corpus/s-nail-base64.eml" ~/Mail/inbox/3
  cp "$corpus/mutt-forward-attached.eml" ~/Mail/inbox/4
  forw -build -dashstuffing 1 && keep nmh-forw-dashes.eml nmh "forw -dashstuffing" <~/Mail/draft
  forw -build -filter mhl.forward 1 && keep nmh-forw-mhl.eml nmh "forw -filter mhl.forward" <~/Mail/draft
  printf 'body:component=">",overflowtext=">+",overflowoffset=4,width=60\n' >~/Mail/narrow
  repl -build -filter narrow 1 && keep nmh-repl-narrow.eml nmh "repl, by a filter of width 60 with overflowtext=>+" <~/Mail/draft
  forw -build -digest fieldfolio -issue 1 -volume 1 1 2 && keep nmh-digest.eml nmh "forw -digest of both diffs" <~/Mail/draft
  forw -build -mime 1 2
  mhbuild -nocontentid ~/Mail/draft && keep nmh-mhbuild.eml nmh "forw -mime of both diffs, mhbuild" <~/Mail/draft
  mhfixmsg -decodetext 7bit -textcharset UTF-16 -outfile out 3 && keep nmh-mhfixmsg.eml nmh "mhfixmsg -textcharset UTF-16 of s-nail's base64" <out
  printf 'To: hq@example.org\nSubject: fieldfolio roea\n--------\n#text/enriched; charset=iso-2022-jp *b64 %s\n' "$work/diff-readable.txt" >draft
  mhbuild draft && keep nmh-wrong-type.eml nmh "mhbuild, as text/enriched in iso-2022-jp and base64" <draft
  rm -f out.mbox
  packf -mbox -file out.mbox 1 2 4 && keep nmh-packf.mbox nmh "packf of three messages" <out.mbox
}

in_python() {
  python3 - <<'E'
import email.message, email.policy
text = open('diff-readable.txt').read()
def message(policy):
    m = email.message.EmailMessage(policy=policy)
    m['From'], m['To'], m['Subject'] = 'roea@example.org', 'hq@example.org', 'fieldfolio roea'
    return m
p = email.policy.default.clone(max_line_length=40, linesep='\r\n', cte_type='7bit', mangle_from_=True)
m = message(p)
m.set_content(text.replace(' ', '\u00a0'), charset='utf-8', cte='quoted-printable')
open('python-qp.eml', 'wb').write(m.as_bytes())
m = message(p)
m.set_content('see the other part')
m.add_alternative('<p>' + text.replace('&', '&amp;').replace('\n', '<br>') + '</p>', subtype='html', charset='utf-16', cte='base64')
m.add_attachment(b'\x89PNG' * 50, maintype='image', subtype='png', filename='../logo.png')
open('python-html-utf-16.eml', 'wb').write(m.as_bytes())
inner = m
m = message(p)
m.set_content('FYI')
m.add_attachment(inner)
m.add_attachment(text.encode('utf-32'), maintype='application', subtype='x-diff', filename='=?utf-8?q?diff?=')
open('python-utf-32.eml', 'wb').write(m.as_bytes())
E
  keep python-qp.eml python3 "email: quoted-printable with no-break spaces, max_line_length=40, CRLF, mangle_from_" <python-qp.eml
  keep python-html-utf-16.eml python3 "email: alternative, HTML in UTF-16 and base64, a picture beside it" <python-html-utf-16.eml
  keep python-utf-32.eml python3 "email: that one attached, and the diff as application/x-diff in UTF-32" <python-utf-32.eml
  smartypants --attr 2 <diff-readable.txt >entities.txt
  python3 -c 'import html, sys; sys.stdout.write(html.unescape(sys.stdin.read()))' <entities.txt >smart.txt
  { head_of text/plain && cat entities.txt; } | keep smartypants-entities.eml python3-smartypants "attributes 2, as entities in a plain mail"
  { head_of 'text/plain; charset=utf-8' && cat smart.txt; } >smart.eml
  keep smartypants.eml python3-smartypants "attributes 2: quotation marks, dashes, ellipses in UTF-8" <smart.eml
}

in_perl() {
  perl -MMIME::Lite -e 'local $/; open F, "diff-readable.txt"; $t = <F>;
    $m = MIME::Lite->new(From => "roea\@example.org", To => "hq\@example.org", Subject => "fieldfolio roea", Type => "multipart/mixed");
    $m->attach(Type => "TEXT", Data => "see below"); $m->attach(Type => "text/html", Encoding => "quoted-printable", Data => $t); $m->print' >out
  keep perl-mime-lite.eml libmime-lite-perl "MIME::Lite: plain text called text/html, quoted-printable" <out
  perl -MEmail::MIME -e 'local $/; open F, "diff-readable.txt"; $t = <F>; $t =~ s/"/\x{201c}/g;
    print Email::MIME->create(header_str => [From => "roea\@example.org", To => "hq\@example.org", Subject => "fieldfolio roea"],
      attributes => { encoding => "base64", charset => "UTF-16LE", content_type => "text/plain" }, body_str => $t)->as_string' >out
  keep perl-email-mime.eml libemail-mime-perl "Email::MIME: typographic quotation marks in UTF-16LE and base64" <out
  swaks --dump-mail --from roea@example.org --to hq@example.org --h-Subject 'fieldfolio roea' --body 'see the file' --attach-type application/pdf --attach-name diff.pdf --attach @diff-armoured.txt >out
  keep swaks-attached.eml swaks "attached as application/pdf" <out
}

tools() {
  mpack -s 'fieldfolio roea' -c image/gif -o out diff-readable.txt && keep mpack.eml mpack "attached as image/gif" <out
  { head_of text/plain && uuencode diff-readable.txt diff.txt; } | keep uuencode.eml sharutils "uuencode in the text"
  { head_of text/plain && uuencode -m diff-armoured.txt diff.txt; } | keep uuencode-base64.eml sharutils "uuencode -m in the text"
  rm -f diff-readable.001
  uuenview -b -o diff-readable.txt >/dev/null
  keep uuenview.txt uudeview "uuenview -b -o: a MIME file of its own" <diff-readable.001
  formail -r -k -p ']] ' <readable.eml | keep formail-reply.eml procmail "formail -r -k -p ']] '"
  printf 'DEFAULT=%s/out.mbox\nSHELL=/bin/sh\nLOGFILE=/dev/null\n:0 fbw\n| sed "s/^From /From  /"\n' "$work" >procmailrc
  rm -f out.mbox
  procmail -m procmailrc <readable.eml && procmail -m procmailrc <armoured.eml
  keep procmail.mbox procmail "two deliveries into an mbox" <out.mbox
  reformime -r7 <"$corpus/smartypants.eml" | keep reformime-7bit.eml maildrop "reformime -r7 of smartypants.eml"
  echo 'Thank you.' >thanks.txt
  mailbot -t thanks.txt -T replyall -q ': ' -N -A 'From: hq@example.org' cat <readable.eml >out 2>/dev/null || mailbot -t thanks.txt -T forward -A 'From: hq@example.org' cat <readable.eml >out
  keep mailbot.eml maildrop "mailbot, an automatic answer with the mail in it" <out
  echo 'This message is = "confidential" [and its attachments].' >disclaimer.txt
  echo '<p>This message is = "confidential" [and its attachments].</p>' >disclaimer.html
  for f in python-html-utf-16 s-nail-base64 python-qp; do
    cp "$corpus/$f.eml" out
    altermime --input=out --disclaimer=disclaimer.txt --disclaimer-html=disclaimer.html --htmltoo --force-for-bad-html
    keep altermime-$f.eml altermime "disclaimer into $f.eml" <out
  done
  gpg_ --quick-gen-key roea@example.org rsa1024 default never
  gpg_ --textmode --clearsign -o out diff-readable.txt
  { head_of text/plain && cat out; } | keep gpg-clearsign.eml gnupg "--clearsign, which escapes hyphens"
}

gpg_() { gpg --homedir "$work" --batch --yes --quiet --passphrase '' --pinentry-mode loopback "$@" 2>/dev/null; }

# reflowed FILE PACKAGE SETTINGS keeps a mail with standard input as its body.
reflowed() {
  { head_of text/plain && cat; } | keep "$1" "$2" "$3"
}

reflowers() {
  fmt -w 60 diff-readable.txt | reflowed fmt.eml coreutils "fmt -w 60"
  fmt -s -w 30 diff-readable.txt | reflowed fmt-split.eml coreutils "fmt -s -w 30"
  fold -w 40 diff-readable.txt | reflowed fold.eml coreutils "fold -w 40"
  fold -s -w 50 diff-readable.txt | reflowed fold-blanks.eml coreutils "fold -s -w 50"
  fold -w 33 diff-armoured.txt | reflowed fold-armoured.eml coreutils "fold -w 33"
  pr -l 20 -h fieldfolio diff-readable.txt | reflowed pr.eml coreutils "pr -l 20: page headings in between"
  unexpand -a diff-readable.txt | expand -t 3 | sed 's/^/        /' | unexpand | reflowed unexpand.eml coreutils "expand, indent, unexpand"
  sed 's/^/> /' diff-readable.txt | par 50 | reflowed par-quoted.eml par "par 50 of a quoted diff"
  par 45f <diff-readable.txt | reflowed par-fit.eml par "par 45f"
  python3 -c 'import textwrap
for line in open("diff-readable.txt"): print(textwrap.fill(line, 40))' | reflowed python-textwrap.eml python3 "textwrap.fill of each line at 40 columns, which breaks at hyphens and in long words"
  cp diff-readable.txt out
  vim.tiny -es -u NONE -c 'set textwidth=45 formatoptions=tcq2' -c 'normal gggqG' -c 'wq' out </dev/null >/dev/null 2>&1 || true
  reflowed vim.eml vim-tiny "gq with textwidth=45" <out
  column -c 100 diff-armoured.txt | reflowed column.eml bsdextrautils "column -c 100 of the armoured diff"
  unix2dos -q -n diff-readable.txt out && reflowed unix2dos.eml dos2unix "unix2dos" <out
  unix2mac -q -n diff-readable.txt out && keep unix2mac.txt dos2unix "unix2mac" <out
}

charsets() {
  iconv -f ascii -t utf-7 diff-readable.txt | keep iconv-utf-7.txt libc-bin "iconv -t UTF-7"
  iconv -f ascii -t utf-16 diff-readable.txt | keep iconv-utf-16.txt libc-bin "iconv -t UTF-16"
  iconv -f ascii -t utf-32be diff-readable.txt | keep iconv-utf-32be.txt libc-bin "iconv -t UTF-32BE"
  iconv -f ascii -t ibm037 diff-readable.txt | iconv -f ibm1047 -t latin1 | reflowed iconv-ebcdic.eml libc-bin "to IBM037 and back from IBM1047, in Latin-1"
  iconv -f utf-8 -t cp1252 smart.txt | reflowed iconv-windows-1252.eml libc-bin "smartypants' text in windows-1252, without a label"
  iconv -f latin1 -t utf-8 smart.txt | reflowed iconv-mistaken.eml libc-bin "smartypants' text from Latin-1 into UTF-8 once too often"
  iconv -f utf-8 -t ascii//TRANSLIT smart.txt | reflowed iconv-translit.eml libc-bin "smartypants' text to ASCII//TRANSLIT"
  recode utf8..html <smart.txt | reflowed recode-html.eml recode "utf8..html of smartypants' text"
  recode ascii..ebcdic <diff-readable.txt | keep recode-ebcdic.txt recode "ascii..ebcdic"
  recode utf8..cp1252/qp <smart.txt | reflowed recode-qp.eml recode "utf8..CP1252/QP of smartypants' text, without a label"
  recode ascii..utf7 <diff-readable.txt | reflowed recode-utf-7.eml recode "ascii..UTF-7, without a label"
  konwert utf8-ascii <smart.txt | reflowed konwert-ascii.eml konwert "utf8-ascii of smartypants' text"
}

# dumps NAME PACKAGE FILE makes text again of HTML in five ways.
dumps() {
  w3m -dump -cols 40 -T text/html "$3" | reflowed "w3m-$1.eml" w3m "-dump -cols 40 of $2's HTML"
  lynx -dump -force_html -width=50 "$3" | reflowed "lynx-$1.eml" lynx "-dump -width=50 of $2's HTML"
  elinks -dump -dump-width 50 -no-home "$3" | reflowed "elinks-$1.eml" elinks "-dump -dump-width 50 of $2's HTML"
  links -dump -codepage utf-8 -width 50 "$3" | reflowed "links-$1.eml" links "-dump -width 50 of $2's HTML"
  html2text -width 50 "$3" | reflowed "html2text-$1.eml" html2text "-width 50 of $2's HTML"
  html2markdown -b 50 "$3" 2>/dev/null | reflowed "html2markdown-$1.eml" python3-html2text "body width 50, of $2's HTML"
}

to_html() {
  cmark --smart diff-readable.txt >cmark.html
  markdown -f smarty diff-readable.txt >discount.html
  python3 -m markdown diff-readable.txt >python-markdown.html
  txt2html --xhtml diff-readable.txt >txt2html.html
  aha <diff-readable.txt >aha.html
  for made in cmark discount python-markdown txt2html aha; do
    package=$made
    [ $made != python-markdown ] || package=python3-markdown
    { head_of 'text/html; charset=utf-8' && cat $made.html; } | keep $made.eml $package "HTML of the diff, alone in a mail"
    cp $made.html page-$made.html
    dumps $made $package page-$made.html
  done
  mhonarc -single "$corpus/mutt-reply-flowed.eml" 2>/dev/null | keep mhonarc.html mhonarc "page of an archive, of mutt-reply-flowed.eml"
}

# alpine_keys KEY... presses keys in alpine, one every 0.7 seconds.
alpine_keys() {
  cp readable.mbox in.mbox
  for key in "$@"; do
    sleep 0.7
    printf "$key"
  done | timeout 20 script -qec "stty rows 24 cols 80; alpine -p pinerc -i -f $work/in.mbox" /dev/null >terminal || true
}

with_alpine() {
  cat >pinerc <<E
personal-name=HQ
user-domain=example.org
sendmail-path=$work/catch
inbox-path=$work/in.mbox
feature-list=include-text-in-reply,quit-without-confirm,send-without-confirm,no-use-sender-not-x-sender
reply-indent-string="_INIT_~ "
last-time-prune-questioned=136.11
last-version-used=9.99
default-fcc=""
E
  alpine_keys '' r y '\030' y '' q
  keep alpine-reply.eml alpine "reply, reply-indent-string=\"_INIT_~ \"" <sent
  alpine_keys '' f hq@example.org '\030' y '' q
  keep alpine-forward.eml alpine "forward, format=flowed" <sent
}

# sink DIRECTORY [OPTION...] is a mail server that keeps what it gets.
sink() {
  mkdir -p "$1"
  chmod 777 "$1"
  directory=$1
  shift
  smtp-sink -u nobody "$@" -R "$directory" -d '%M%S.' 127.0.0.1:12526 10 &
  sink=$!
  sleep 1
}

# sunk DIRECTORY waits for a mail there, stops the server and writes out the mail.
sunk() {
  for wait in 1 2 3 4 5 6 7 8 9 10; do
    [ -z "$(find "$1" -type f)" ] || break
    sleep 1
  done
  sleep 1
  kill $sink 2>/dev/null || true
  wait $sink 2>/dev/null || true
  find "$1" -type f | head -1 | xargs cat
}

send() { sendmail -f roea@example.org "$@"; }

with_postfix() {
  postconf -e inet_interfaces=127.0.0.1 inet_protocols=ipv4 myhostname=mail.example.org mydestination=mail.example.org,localhost \
    'mynetworks=127.0.0.0/8' 'relayhost=[127.0.0.1]:12526' smtp_host_lookup=native maillog_file=/var/log/postfix.log compatibility_level=3.7 \
    alias_maps= alias_database= 'smtpd_relay_restrictions=permit_mynetworks,reject' mail_spool_directory=/var/mail mailbox_command= body_checks= header_checks= always_bcc= smtp_line_length_limit=998
  postfix start 2>/dev/null
  { head_of 'text/plain; charset=utf-8' | sed 's/^$/Content-Transfer-Encoding: 8bit\n/' && cat smart.txt; } >eight.eml
  sink sink-7bit -8
  send hq@example.org <eight.eml
  sunk sink-7bit | keep postfix-7bit.eml postfix "8-bit text to a server without 8BITMIME: converted to quoted-printable"
  postconf -e smtp_line_length_limit=40
  postfix reload 2>/dev/null
  for kind in readable armoured; do
    sink sink-$kind
    send hq@example.org <$kind.eml
    sunk sink-$kind | keep postfix-line-limit-$kind.eml postfix "smtp_line_length_limit=40, the $kind diff"
  done
  postconf -X smtp_line_length_limit
  : >/var/mail/hq
  chown hq:mail /var/mail/hq
  postconf -e always_bcc=hq@localhost 'header_checks=regexp:{{/^Subject:/ PREPEND X-Spam: yes}}'
  postfix reload 2>/dev/null
  send hq@localhost <readable.eml
  sleep 2
  keep postfix.mbox postfix "local delivery with always_bcc: two copies in an mbox" </var/mail/hq
  postconf -e always_bcc= header_checks=
  postfix reload 2>/dev/null
  sink sink-bounce
  send nobody-there@localhost <readable.eml
  sunk sink-bounce | keep postfix-bounce.eml postfix "a mail that could not be delivered, returned to its sender" 
  postconf -e 'body_checks=regexp:{{/dampf/ IGNORE}}'
  : >/var/mail/hq
  postfix reload 2>/dev/null
  send hq@localhost <readable.eml
  sleep 2
  keep lost/postfix-body-checks.mbox postfix "body_checks that ignores lines with a word" </var/mail/hq
  postconf -X body_checks
  postfix reload 2>/dev/null
}

# post MAIL sends a mail to the list, as a mail server does.
post() { { echo 'Return-Path: <roea@example.org>' && cat "$1"; } | /usr/bin/mlmmj-receive -F -L "$list"; }

# with_mlmmj runs a mailing list; its mails go to the sink.
with_mlmmj() {
  list=$work/list
  for d in incoming queue/discarded archive text subconf unsubconf bounce control moderation subscribers.d digesters.d requeue nomailsubs.d; do mkdir -p "$list/$d"; done
  cd "$list/control"
  echo list@example.org >listaddress
  echo owner@example.org >owner
  echo '[fieldfolio "list"] ' >prefix
  printf '_______\nTo "leave" = write to list+unsubscribe@example.org\n[1] http://www.example.org/list\n' >footer
  printf 'List-Id: <list.example.org>\n' >customheaders
  echo 127.0.0.1 >relayhost
  echo 12526 >smtpport
  touch addtohdr tocc
  cd "$work"
  cp -r /usr/share/mlmmj/text.skel/en/. "$list/text/"
  echo hq@example.org >"$list/subscribers.d/h"
  sink sink-list
  post readable.eml
  sunk sink-list | keep mlmmj.eml mlmmj "a list with prefix and footer"
  cp "$corpus/s-nail-base64.eml" in.eml
  sed -i 's/^Message-ID:.*/Message-ID: <3@example.org>/' in.eml
  sink sink-list64
  post in.eml
  sunk sink-list64 | keep mlmmj-base64.eml mlmmj "a list whose footer is put behind base64"
  rm "$list/subscribers.d/h"
  echo hq@example.org >"$list/digesters.d/h"
  echo 1 >"$list/control/digestmaxmails"
  post armoured.eml
  sink sink-digest
  /usr/bin/mlmmj-maintd -F -L "$list"
  sunk sink-digest | keep mlmmj-digest.eml mlmmj "digest of the list"
  postfix stop 2>/dev/null
}

# with_exim replaces postfix. It delivers by itself and listens to nobody.
with_exim() {
  apt-get install -yqq --no-install-recommends exim4-daemon-light >/dev/null 2>&1
  cat >exim.conf <<E
primary_hostname = mail.example.org
log_file_path = :syslog
keep_environment =
begin routers
batch:
  driver = accept
  local_parts = batch
  transport = bsmtp
rest:
  driver = accept
  transport = mbox
begin transports
bsmtp:
  driver = appendfile
  file = $work/exim/out.bsmtp
  use_bsmtp
  use_crlf
  user = Debian-exim
mbox:
  driver = appendfile
  file = $work/exim/out.mbox
  message_prefix = "From \${sender_address} \${tod_bsdinbox}\n"
  check_string = "F"
  escape_string = "> F"
  use_crlf
  user = Debian-exim
E
  chmod 644 exim.conf
  mkdir exim
  chown Debian-exim exim
  exim4 -C "$work/exim.conf" -odf -f roea@example.org batch@example.org <readable.eml
  exim4 -C "$work/exim.conf" -odf -f roea@example.org batch@example.org <armoured.eml
  keep exim.bsmtp exim4-daemon-light "two mails in a file of batched SMTP, CRLF, full stops doubled" <exim/out.bsmtp
  exim4 -C "$work/exim.conf" -odf -f roea@example.org hq@example.org <readable.eml
  keep exim.mbox exim4-daemon-light "an mbox with CRLF whose lines that begin with F are escaped by '> '" <exim/out.mbox
}

# lost are mails that say too little: nobody can read them, and the reader has
# to say so.
lost() {
  { printf 'set toplines=30\ntop 1\nx\n' | bsd-mailx -n -f readable.mbox -N 2>/dev/null | sed 1,/^$/d; } | keep lost/bsd-mailx-top.txt bsd-mailx "top of a message, toplines=30"
  colrm 50 <diff-readable.txt | reflowed lost/colrm.eml bsdextrautils "colrm 50: what stands behind column 49 is gone"
  iconv -c -f utf-8 -t ascii smart.txt | reflowed lost/iconv-c.eml libc-bin "iconv -c of smartypants' text: the quotation marks are gone"
  expand diff-readable.txt | tr -d '\\' | reflowed tr-backslash.eml coreutils "tr -d of backslashes"
  head -c 900 armoured.eml | keep lost/head-armoured.eml coreutils "head -c 900 of the armoured diff"
  tr a-z A-Z <diff-armoured.txt | reflowed lost/tr-capitals.eml coreutils "the armoured diff in capitals"
  links -dump -codepage us-ascii -width 50 cmark.html | reflowed lost/links-ascii.eml links "-dump -codepage us-ascii of cmark's HTML: all marks are three asterisks"
}

# all of it
install_programs
mkdir -p "$corpus/lost"
originals
mutt_itself
neomutt_itself
s_nail
other_mailx
with_nmh
in_python
in_perl
tools
reflowers
charsets
to_html
with_alpine
with_postfix
with_mlmmj
with_exim
lost
sort "$work/programs" >"$corpus/programs.tsv"
rm -rf "$work"
