package lock

import "regexp"

// digestLength are the algorithms whose hashes nobody can make a second file for and both pip and uv know, with the lengths of
// their digests in hexadecimal digits.
var digestLength = map[string]int{"sha256": 64, "sha384": 96, "sha512": 128}

// hexDigits are those of a digest in lower case.
var hexDigits = regexp.MustCompile(`^[0-9a-f]+$`)
