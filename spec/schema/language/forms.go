package language

import (
	"github.com/invopop/jsonschema"
	"github.com/org/pyapp-frontend/spec"
)

// Mappings with names of one's own, and keys that have a short form.
type (
	// Lock is one lock file, several, or none.
	Lock []string
	// ExcludeGroups is a list, or all.
	ExcludeGroups []Name
	// NoWheel is a word for all, or one for each package.
	NoWheel map[string]string
	// Mirrors are rewrites of addresses.
	Mirrors map[string]URL
	// Env are environment variables.
	Env map[string]string
	// Labels are labels of an image.
	Labels map[string]string
	// Stages are builds, by name.
	Stages map[string]Stage
	// Processes are commands, by name.
	Processes map[string]Process
)

// JSONSchema is what a value of this type looks like.
func (Lock) JSONSchema() *jsonschema.Schema {
	forms := words(word{"none", "nothing is locked: the build resolves"})
	return anyOf(append(forms, text("path of a lock file", spec.Grammar().RelativePath), list(Path("").JSONSchema(), 1))...)
}

// JSONSchema is what a value of this type looks like.
func (ExcludeGroups) JSONSchema() *jsonschema.Schema {
	return anyOf(append(words(word{"all", "every group but those of include-groups"}), list(Name("").JSONSchema(), 0))...)
}

// JSONSchema is what a value of this type looks like.
func (NoWheel) JSONSchema() *jsonschema.Schema {
	one := anyOf(words(word{"build", "built on the builder's platform"}, word{"emulate", "built on the image's platform"}, word{"fail", "refused"})...)
	forms := words(word{"auto", "built, where they can be built"}, word{"fail", "refused"})
	return anyOf(append(forms, free("choice by package", text("", spec.Grammar().Name), one))...)
}

// JSONSchema is what a value of this type looks like.
func (Mirrors) JSONSchema() *jsonschema.Schema {
	return free("addresses by what they replace", text("", spec.Grammar().URL), URL("").JSONSchema())
}

// JSONSchema is what a value of this type looks like.
func (Env) JSONSchema() *jsonschema.Schema {
	return free("values by name", text("", spec.Grammar().EnvName), scalar())
}

// JSONSchema is what a value of this type looks like.
func (Labels) JSONSchema() *jsonschema.Schema {
	return free("values by name", text("", spec.Grammar().LabelKey), scalar())
}

// JSONSchemaExtend adds to the mapping that the type describes what Go types cannot say.
func (Stages) JSONSchemaExtend(s *jsonschema.Schema) {
	s.PropertyNames = text("name of a stage", `^[a-z][a-z0-9_-]{0,63}$`)
}

// JSONSchemaExtend adds to the mapping that the type describes what Go types cannot say.
func (Processes) JSONSchemaExtend(s *jsonschema.Schema) {
	s.PropertyNames = text("name of a target", `^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)
	s.PropertyNames.Not = &jsonschema.Schema{Enum: []any{"runtime", "test", "dev"}}
}

// JSONSchemaExtend adds to the mapping that the type describes what Go types cannot say; Dev has it too.
func (Process) JSONSchemaExtend(s *jsonschema.Schema) {
	s.AnyOf = []*jsonschema.Schema{{Required: []string{"entrypoint"}}, {Required: []string{"command"}}}
}

// JSONSchemaExtend adds to the mapping that the type describes what Go types cannot say.
func (Base) JSONSchemaExtend(s *jsonschema.Schema) {
	forms := words(word{"slim", "the official image on Debian, without compilers"}, word{"alpine", "the official image on Alpine"},
		word{"distroless", "put together from files of the slim image: no shell, no package manager, no pip"})
	shorten(s, append(forms, Image("").JSONSchema())...)
}

// JSONSchemaExtend adds to the mapping that the type describes what Go types cannot say.
func (SystemLibs) JSONSchemaExtend(s *jsonschema.Schema) {
	shorten(s, list(SystemPackage("").JSONSchema(), 0))
}

// JSONSchemaExtend adds to the mapping that the type describes what Go types cannot say.
func (Bytecode) JSONSchemaExtend(s *jsonschema.Schema) {
	shorten(s, &jsonschema.Schema{Type: "boolean"})
}

// JSONSchemaExtend adds to the mapping that the type describes what Go types cannot say.
func (Healthcheck) JSONSchemaExtend(s *jsonschema.Schema) {
	s.OneOf = []*jsonschema.Schema{{Required: []string{"http"}}, {Required: []string{"command"}}}
	shorten(s, words(word{"none", "no health check"})...)
}

// JSONSchemaExtend adds to the mapping that the type describes what Go types cannot say.
func (Spec) JSONSchemaExtend(s *jsonschema.Schema) {
	s.PatternProperties = map[string]*jsonschema.Schema{"^x-": {Description: "A place for anchors: builds do not read it."}}
}

// shorten puts short forms before the mapping that a schema describes.
func shorten(s *jsonschema.Schema, forms ...*jsonschema.Schema) {
	mapping := *s
	*s = jsonschema.Schema{AnyOf: append(forms, &mapping)}
}
