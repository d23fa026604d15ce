// Package spec is the language of pyapp.yaml: it parses the text into a [File], validates what the file says on its own, and
// resolves it together with build arguments and the project's facts into an [App]. It knows nothing of builds.
//
// The three phases report problems as [Diagnostics], all of a phase at once:
//
//	file, problems := spec.Parse("pyapp.yaml", data) // nil File when there is an Error
//	problems = spec.Validate(file)                   // go on only without an Error
//	app, problems := spec.Resolve(file, inputs)      // nil App when there is an Error
package spec
