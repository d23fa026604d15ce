package lock

import (
	"errors"
	"fmt"
	"regexp"
)

// reqError is a problem whose place is added by whoever knows it.
func reqError(remedy, format string, args ...any) error {
	return &Error{Message: fmt.Sprintf(format, args...), Remedy: remedy}
}

// reqSecret is where a text may have credentials. It takes too much rather than too little.
var reqSecret = regexp.MustCompile(`([^\s:"]*:)\S*@`)

// reqRedact is a message that may quote a URL, without credentials.
func reqRedact(message string) string {
	return reqSecret.ReplaceAllString(message, "${1}…@")
}

// at adds the place to an error that has none yet.
func (r *reqReader) at(file string, line int, err error) error {
	var e *Error
	if !errors.As(err, &e) || e.Line != 0 {
		return err
	}
	return &Error{File: r.out.included(file), Line: line, Message: reqRedact(e.Message), Remedy: e.Remedy}
}

// included is the name of a file, but empty for the one that includes the others.
func (r *Requirements) included(file string) string {
	if file == r.Files[0] {
		return ""
	}
	return file
}

// warn adds a note on a line.
func (r *reqReader) warn(l reqLine, format string, args ...any) {
	note := Note{File: l.file, Line: l.number, Message: reqRedact(fmt.Sprintf(format, args...))}
	r.out.Warnings = append(r.out.Warnings, note)
}
