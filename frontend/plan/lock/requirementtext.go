package lock

import "strings"

// Text is the requirements as a tool reads them: all files as one, one requirement a line in the order of Lines, with
// markers, without options, hashes and comments. Paths of the context are left out.
func (r *Requirements) Text() string { return reqText(r.Lines, false) }

// TextWithPaths is Text with the paths of the context, relative to the project's folder.
func (r *Requirements) TextWithPaths() string { return reqText(r.Lines, true) }

// ConstraintText is what the files of constraints say, in the form of Text.
func (r *Requirements) ConstraintText() string { return reqText(r.Constraints, false) }

func reqText(lines []Requirement, paths bool) string {
	var b strings.Builder
	for _, l := range lines {
		if paths || l.Path == "" {
			b.WriteString(l.text() + "\n")
		}
	}
	return b.String()
}

// text is the line without its hashes.
func (r Requirement) text() string {
	text := r.Name
	if len(r.Extras) > 0 {
		text += "[" + strings.Join(r.Extras, ",") + "]"
	}
	if target := r.target(); target != "" && r.Name != "" {
		text += " @ " + target
	} else {
		text = target + text + r.Specifier
	}
	if r.Editable {
		text = "-e " + text
	}
	if r.Marker != "" {
		text += " ; " + r.Marker
	}
	return text
}

// target is what a direct reference names.
func (r Requirement) target() string {
	switch {
	case r.Path != "" && r.Path != ".":
		return "./" + r.Path
	case r.VCS == nil:
		return r.Path + r.URL
	}
	text := "git+" + r.VCS.URL
	if r.VCS.Commit != "" {
		text += "@" + r.VCS.Commit
	}
	return text + reqParts{subdirectory: r.VCS.Subdirectory}.String()
}
