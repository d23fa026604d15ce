package spec

import "strings"

// Choice says in words which dependency groups and extras a target has in, as far as the file tells: which are the default
// groups is the project's to say.
func Choice(f *File, target string) string {
	own := f.forTarget(f.target(target))
	var in []string
	if own.excludeGroups != nil {
		all := "the default groups"
		if excluded := values(own.excludeGroups); len(excluded) > 0 {
			all += " less " + strings.Join(excluded, ", ")
		}
		in = append(in, all)
	}
	in = appendNamed(in, "group", own.includeGroups)
	if len(in) == 0 {
		in = append(in, "no group")
	}
	return "with " + strings.Join(appendNamed(in, "extra", own.extras), "; ")
}

func appendNamed(in []string, word string, l *list) []string {
	names := values(l)
	switch len(names) {
	case 0:
		return in
	case 1:
		return append(in, word+" "+names[0])
	}
	return append(in, word+"s "+strings.Join(names, ", "))
}

// BaseName is the base that the file names, as it is written: a word, or the reference of what the application runs on; "slim"
// by default.
func BaseName(f *File) string {
	if f.base.runtime != nil {
		return f.base.runtime.value
	}
	return valueOr(f.base.word, string(BaseSlim))
}
