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

// JSONSchema implements the interface of invopop/jsonschema, here and below.
func (Lock) JSONSchema() *jsonschema.Schema {
	forms := words(word{"none", "nothing is locked: the build resolves"})
	return anyOf(append(forms, text("path of a lock file", spec.Grammar().RelativePath), list(Path("").JSONSchema(), 1))...)
}

func (ExcludeGroups) JSONSchema() *jsonschema.Schema {
	return anyOf(append(words(word{"all", "every group but those of include-groups"}), list(Name("").JSONSchema(), 0))...)
}

func (NoWheel) JSONSchema() *jsonschema.Schema {
	one := anyOf(words(word{"build", "built on the builder's platform"}, word{"emulate", "built on the image's platform"}, word{"fail", "refused"})...)
	forms := words(word{"auto", "built, where they can be built"}, word{"fail", "refused"})
	return anyOf(append(forms, free("choice by package", text("", spec.Grammar().Name), one))...)
}

func (Mirrors) JSONSchema() *jsonschema.Schema {
	return free("addresses by what they replace", text("", spec.Grammar().URL), URL("").JSONSchema())
}

func (Env) JSONSchema() *jsonschema.Schema {
	return free("values by name", text("", spec.Grammar().EnvName), scalar())
}

func (Labels) JSONSchema() *jsonschema.Schema {
	return free("values by name", text("", spec.Grammar().LabelKey), scalar())
}

// JSONSchemaExtend implements the interface of invopop/jsonschema, here and below: what it is given describes the mapping.
func (Stages) JSONSchemaExtend(s *jsonschema.Schema) { s.PropertyNames = text("", targetName) }

func (Processes) JSONSchemaExtend(s *jsonschema.Schema) { s.PropertyNames = text("", targetName) }

// targetName is what `--target` and `from` name.
const targetName = `^[A-Za-z][A-Za-z0-9._-]*$`

func (Base) JSONSchemaExtend(s *jsonschema.Schema) {
	forms := words(word{"slim", "the official image on Debian, without compilers"}, word{"alpine", "the official image on Alpine"},
		word{"distroless", "put together from files of the slim image: no shell, no package manager, no pip"})
	shorten(s, append(forms, Image("").JSONSchema())...)
}

func (SystemLibs) JSONSchemaExtend(s *jsonschema.Schema) {
	shorten(s, list(SystemPackage("").JSONSchema(), 0))
}

func (Bytecode) JSONSchemaExtend(s *jsonschema.Schema) {
	shorten(s, &jsonschema.Schema{Type: "boolean"})
}

func (Healthcheck) JSONSchemaExtend(s *jsonschema.Schema) {
	s.OneOf = []*jsonschema.Schema{{Required: []string{"http"}}, {Required: []string{"command"}}}
	shorten(s, words(word{"none", "no health check"})...)
}

func (Spec) JSONSchemaExtend(s *jsonschema.Schema) {
	s.PatternProperties = map[string]*jsonschema.Schema{"^x-": {Description: "A place for anchors: builds do not read it."}}
}

// shorten puts short forms before the mapping that a schema describes.
func shorten(s *jsonschema.Schema, forms ...*jsonschema.Schema) {
	mapping := *s
	*s = jsonschema.Schema{AnyOf: append(forms, &mapping)}
}
