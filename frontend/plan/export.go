package plan

import "github.com/org/pyapp-frontend/spec"

// ExportArgs are the arguments for `uv export` that turn what uv has locked into one canonical lock (PEP 751): with the
// chosen groups and extras, and without a header that would differ from one call to another.
func ExportArgs(app *spec.App, s Source) []string {
	args := []string{"--format", "pylock.toml", "--preview-features", "pylock", "--no-header"}
	if s.Format != FormatNone {
		args = append(args, "--locked")
	}
	if s.Path != "" && s.Format != FormatUV {
		return append(args, "--script", s.Path)
	}
	if app.Package != "" {
		args = append(args, "--package", app.Package)
	}
	if app.Groups.ExcludeAll {
		args = append(args, "--no-default-groups")
	}
	args = appendEach(args, "--no-group", app.Groups.Exclude)
	args = appendEach(args, "--group", app.Groups.Include)
	return appendEach(args, "--extra", app.Groups.Extras)
}

func appendEach(args []string, flag string, values []string) []string {
	for _, v := range values {
		args = append(args, flag, v)
	}
	return args
}
