package lock

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

const reqSaveAs = "save the file as UTF-8"

// reqDecode is the text of a requirements file, which is UTF-8 unless it begins with another byte order mark, as files
// do that PowerShell's > writes.
func reqDecode(raw string) (string, error) {
	switch {
	case strings.HasPrefix(raw, "\xff\xfe\x00\x00"), strings.HasPrefix(raw, "\x00\x00\xfe\xff"):
		return "", reqError(reqSaveAs, "the file is encoded as UTF-32")
	case strings.HasPrefix(raw, "\xff\xfe"):
		return reqDecode16(raw[2:], binary.LittleEndian)
	case strings.HasPrefix(raw, "\xfe\xff"):
		return reqDecode16(raw[2:], binary.BigEndian)
	}
	return strings.TrimPrefix(raw, "\ufeff"), nil
}

func reqDecode16(raw string, order binary.ByteOrder) (string, error) {
	if len(raw)%2 != 0 {
		return "", reqError(reqSaveAs, "the file is encoded as UTF-16, and its last character is cut off")
	}
	units := make([]uint16, 0, len(raw)/2)
	for b := []byte(raw); len(b) > 0; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return string(utf16.Decode(units)), nil
}

// reqPhysical splits a text where editors do. Where pip would split it elsewhere too is an error, because a reader would
// not see it.
func reqPhysical(text string) []string {
	return strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n")
}

// reqUnseen are the other characters that end a line for Python's str.splitlines.
const reqUnseen = "\v\f\x1c\x1d\x1e\u0085\u2028\u2029"

// reqCheckPhysical finds what no line of a requirements file has.
func reqCheckPhysical(line string) error {
	if strings.ContainsRune(line, 0) || !utf8.ValidString(line) {
		return reqError(reqSaveAs, "this is no text in UTF-8")
	}
	if i := strings.IndexAny(line, reqUnseen); i >= 0 {
		c, _ := utf8.DecodeRuneInString(line[i:])
		return reqError("delete the character", "there is a character (%U) that ends the line for pip, but not for an editor", c)
	}
	if mark, at := conflictMark(line); at > 0 {
		return reqError("resolve the conflict", "%s marks a merge conflict", mark)
	}
	return nil
}
