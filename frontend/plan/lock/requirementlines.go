package lock

import (
	"regexp"
	"strings"
	"unicode"
)

// reqLine is a logical line: continuations joined, comments removed.
type reqLine struct {
	file       string // relative to the project's folder
	number     int    // of its first physical line, counted from 1
	text       string
	constraint bool // the file is one of constraints
}

// reqComment is what pip takes for a comment: # at the beginning, or after white space.
var reqComment = regexp.MustCompile(`(?:^|[\s\p{Z}]+)#.*$`)

// reqJoin joins lines that end in a backslash with the next one. As with pip, a line that is all comment ends a
// continuation, and the backslash at its end is part of the comment.
func reqJoin(physical []string) []reqLine {
	var out []reqLine
	var joined strings.Builder
	first := 0
	for i, text := range physical {
		if first == 0 {
			first = i + 1
		}
		comment := strings.HasPrefix(strings.TrimLeftFunc(text, unicode.IsSpace), "#")
		if strings.HasSuffix(text, `\`) && !comment {
			joined.WriteString(strings.Trim(text, `\`))
			continue
		}
		if comment {
			text = " " + text
		}
		out = append(out, reqLine{number: first, text: joined.String() + text})
		joined.Reset()
		first = 0
	}
	if joined.Len() > 0 {
		out = append(out, reqLine{number: first, text: joined.String()})
	}
	return out
}

// reqStrip removes the comment and the white space around the line.
func reqStrip(text string) string {
	return strings.TrimSpace(reqComment.ReplaceAllString(text, ""))
}

// reqVariable is the only form in which pip expands environment variables.
var reqVariable = regexp.MustCompile(`\$\{[A-Z0-9_]+\}`)

// reqUserinfo is the part of URLs that has credentials.
var reqUserinfo = regexp.MustCompile(`://[^/?#\s]*@`)

// reqCheckLogical finds what pip would read differently elsewhere. Variables in credentials are harmless: nothing keeps
// those.
func reqCheckLogical(text string) error {
	if strings.HasSuffix(text, `\`) {
		return reqError("delete the white space after it", `the \ at the end does not continue the line`)
	}
	if strings.Contains(text, `\`) {
		return reqError("write paths with /", `there is a \ in the line`)
	}
	if name := reqVariable.FindString(reqUserinfo.ReplaceAllString(text, "://")); name != "" {
		return reqError("write what it stands for; if that is secret, leave it out and give the build a netrc file: "+
			reqSecretFlag, "%s is a variable, and nothing expands variables here", name)
	}
	return nil
}

// reqSecretFlag is how a build gets credentials.
const reqSecretFlag = "--secret id=netrc,src=$HOME/.netrc"

// reqSplit splits a line where pip does: options begin at the first word with a dash.
func reqSplit(text string) (args, options string) {
	if strings.HasPrefix(text, "-") {
		return "", text
	}
	if i := reqDash.FindStringIndex(text); i != nil {
		return strings.TrimSpace(text[:i[0]]), text[i[1]-1:]
	}
	return text, ""
}

var reqDash = regexp.MustCompile(`[ \t]-`)
