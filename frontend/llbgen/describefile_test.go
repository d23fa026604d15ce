package llbgen

import (
	"fmt"
	"strings"

	"github.com/moby/buildkit/solver/pb"
)

// describeFile is one line for a node of file actions, and one for each of them after the first.
func describeFile(o op) string {
	var actions []string
	for _, a := range o.GetFile().Actions {
		actions = append(actions, describeAction(o, a))
	}
	return "file " + strings.Join(actions, "\n    then ")
}

func describeAction(o op, a *pb.FileAction) string {
	switch {
	case a.GetMkfile() != nil:
		f := a.GetMkfile()
		return fmt.Sprintf("make %s mode=%04o time=%d", f.Path, f.Mode, f.Timestamp)
	case a.GetMkdir() != nil:
		return fmt.Sprintf("make folder %s", a.GetMkdir().Path)
	case a.GetRm() != nil:
		return fmt.Sprintf("remove %s from %s", a.GetRm().Path, actionInput(o, a.Input))
	case a.GetCopy() != nil:
		c := a.GetCopy()
		out := fmt.Sprintf("copy %s:%s to %s:%s", actionInput(o, a.SecondaryInput), c.Src, actionInput(o, a.Input), c.Dest)
		if len(c.IncludePatterns)+len(c.ExcludePatterns) > 0 {
			out += fmt.Sprintf(" including %q excluding %q", c.IncludePatterns, c.ExcludePatterns)
		}
		return out
	}
	return fmt.Sprintf("%T", a.Action)
}

// actionInput tells the inputs of a node from what its earlier actions made.
func actionInput(o op, i int64) string {
	if i < int64(len(o.inputs)) {
		return o.input(i)
	}
	return "the above"
}
