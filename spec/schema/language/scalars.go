package language

import (
	"github.com/invopop/jsonschema"
	"github.com/org/pyapp-frontend/spec"
)

// Scalars of the language. Their grammars are the parser's own.
type (
	// Python is a version of Python.
	Python string
	// Distro is a release of a distribution.
	Distro string
	// Image is the reference of an image.
	Image string
	// Install is a way to install the project.
	Install string
	// Name is that of a package, group or extra.
	Name string
	// Requirement is a package of an exact version.
	Requirement string
	// IndexName is that of an index.
	IndexName string
	// SecretID is that of a build secret.
	SecretID string
	// URL is an address of http or https.
	URL string
	// Host is a host with or without a port.
	Host string
	// SystemPackage is a package of the distribution.
	SystemPackage string
	// UVVersion is a version of uv.
	UVVersion string
	// Where is a platform that something runs on.
	Where string
	// Source is where files come from.
	Source string
	// Path is relative, and does not leave its folder.
	Path string
	// AbsolutePath is a path of the image.
	AbsolutePath string
	// AnyPath is either.
	AnyPath string
	// PathTemplate is a Path in which build arguments may stand.
	PathTemplate string
	// StageName is that of a stage of a Dockerfile.
	StageName string
	// CopySource is a path of a stage, an image or a context.
	CopySource string
	// CopyTarget is a path of the image in which build arguments may stand.
	CopyTarget string
)

// JSONSchema is what a value of this type looks like.
func (Python) JSONSchema() *jsonschema.Schema {
	var minors []any
	for _, m := range spec.KnownPythons() {
		minors = append(minors, m)
	}
	unquoted := &jsonschema.Schema{Type: "number", Minimum: "3.1", Maximum: "3.15", Title: "the same without quotes"}
	return anyOf(&jsonschema.Schema{Enum: minors}, template("exact version of Python", spec.Grammar().PythonPatch), unquoted)
}

// JSONSchema is what a value of this type looks like.
func (Distro) JSONSchema() *jsonschema.Schema {
	var all []any
	for _, d := range spec.Distros() {
		all = append(all, d)
	}
	return anyOf(&jsonschema.Schema{Enum: all}, text("build argument", `\$\{`),
		&jsonschema.Schema{Type: "number", Minimum: "3", ExclusiveMaximum: "4", Title: "release of Alpine without quotes"})
}

// JSONSchema is what a value of this type looks like.
func (Image) JSONSchema() *jsonschema.Schema {
	return template("reference of an image", spec.Grammar().ImageReference)
}

// JSONSchema is what a value of this type looks like.
func (Install) JSONSchema() *jsonschema.Schema {
	return anyOf(words(word{"source", "one copy of the code, importable in place"}, word{"wheel", "built into a wheel, and installed from it"})...)
}

// JSONSchema is what a value of this type looks like.
func (Name) JSONSchema() *jsonschema.Schema {
	return anyOf(text("name", spec.Grammar().Name), &jsonschema.Schema{Type: "integer", Title: "the same without quotes"})
}

// JSONSchema is what a value of this type looks like.
func (Requirement) JSONSchema() *jsonschema.Schema {
	return text("package==version", spec.Grammar().Requirement)
}

// JSONSchema is what a value of this type looks like.
func (IndexName) JSONSchema() *jsonschema.Schema {
	return text("name of an index", spec.Grammar().IndexName)
}

// JSONSchema is what a value of this type looks like.
func (SecretID) JSONSchema() *jsonschema.Schema {
	var fixed []any
	for _, id := range spec.FixedSecrets() {
		fixed = append(fixed, id)
	}
	out := text("id of a build secret", spec.Grammar().SecretID)
	out.Not = &jsonschema.Schema{Enum: fixed}
	return out
}

// JSONSchema is what a value of this type looks like.
func (URL) JSONSchema() *jsonschema.Schema {
	return template("address of http or https, without credentials", spec.Grammar().URL)
}

// JSONSchema is what a value of this type looks like.
func (Host) JSONSchema() *jsonschema.Schema {
	return template("host or host:port", spec.Grammar().Host)
}

// JSONSchema is what a value of this type looks like.
func (SystemPackage) JSONSchema() *jsonschema.Schema {
	return text("package, or package=version", spec.Grammar().SystemPackage)
}

// JSONSchema is what a value of this type looks like.
func (UVVersion) JSONSchema() *jsonschema.Schema {
	return text("exact version of uv", spec.Grammar().UV)
}

// JSONSchema is what a value of this type looks like.
func (Where) JSONSchema() *jsonschema.Schema {
	return anyOf(words(word{"build", "on the builder's platform, once for all images"}, word{"target", "on the platform of each image"})...)
}

// JSONSchema is what a value of this type looks like.
func (Source) JSONSchema() *jsonschema.Schema {
	return template("name of a stage or context, or reference of an image", spec.Grammar().ImageReference)
}

// JSONSchema is what a value of this type looks like.
func (Path) JSONSchema() *jsonschema.Schema {
	return text(`relative path, with "/"`, spec.Grammar().RelativePath)
}

// JSONSchema is what a value of this type looks like.
func (AbsolutePath) JSONSchema() *jsonschema.Schema {
	return text("absolute path", spec.Grammar().AbsolutePath)
}

// JSONSchema is what a value of this type looks like.
func (AnyPath) JSONSchema() *jsonschema.Schema {
	return text("path, absolute or relative", spec.Grammar().AnyPath)
}

// JSONSchema is what a value of this type looks like.
func (PathTemplate) JSONSchema() *jsonschema.Schema {
	return template(`relative path, with "/"`, spec.Grammar().RelativePath)
}

// JSONSchema is what a value of this type looks like.
func (StageName) JSONSchema() *jsonschema.Schema {
	return anyOf(template("name of a stage", `^[A-Za-z0-9][A-Za-z0-9._-]*$`), number("number of a stage", 0, 9999))
}

// JSONSchema is what a value of this type looks like.
func (CopySource) JSONSchema() *jsonschema.Schema {
	return template("absolute path", "^/+$|"+spec.Grammar().AbsolutePath)
}

// JSONSchema is what a value of this type looks like.
func (CopyTarget) JSONSchema() *jsonschema.Schema {
	return template("path, absolute or relative", spec.Grammar().AnyPath)
}
