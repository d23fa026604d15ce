package lock

import "strings"

// digestLength are the algorithms whose hashes nobody can make a second file for and both pip and uv know, with the lengths of
// their digests in hexadecimal digits.
var digestLength = map[string]int{"sha256": 64, "sha384": 96, "sha512": 128}

// isHex says whether a text is the digits of a digest in lower case. A lock has thousands of them, so it is no expression.
func isHex(text string) bool { return text != "" && strings.Trim(text, "0123456789abcdef") == "" }
