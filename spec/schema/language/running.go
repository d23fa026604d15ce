package language

import (
	"github.com/invopop/jsonschema"
	"github.com/org/pyapp-frontend/spec"
)

// Values that say how the image runs.
type (
	// Command is a command in one of its two forms.
	Command []string
	// Port is a port that is listened on.
	Port string
	// HealthPort is a port that is asked.
	HealthPort string
	// Init says whether there is an init.
	Init string
	// Signal is a signal of Linux.
	Signal string
	// UserName is the name of an account.
	UserName string
	// ID is the number of an account.
	ID int
	// GroupID is the number of a group.
	GroupID int
	// Count is a number from 1 on.
	Count int
	// Duration is a time, as Compose writes it.
	Duration string
	// RequestPath is the path of an address.
	RequestPath string
	// RequestHost is what a request calls the host.
	RequestHost string
	// Scheme is http or https.
	Scheme string
	// Status is one status of HTTP, or a range.
	Status string
)

// JSONSchema is what a value of this type looks like.
func (Command) JSONSchema() *jsonschema.Schema {
	return anyOf(list(scalar(), 1), text("command line, split as a shell would", `\S`))
}

// JSONSchema is what a value of this type looks like.
func (Port) JSONSchema() *jsonschema.Schema {
	return anyOf(number("port", 1, 65535), text("port/protocol, of tcp, udp or sctp", spec.Grammar().Port))
}

// JSONSchema is what a value of this type looks like.
func (HealthPort) JSONSchema() *jsonschema.Schema {
	return anyOf(number("port", 1, 65535), text("$NAME of a variable", spec.Grammar().HealthVariable), text(inQuotes, spec.Grammar().ID))
}

// JSONSchema is what a value of this type looks like.
func (Init) JSONSchema() *jsonschema.Schema {
	return anyOf(append(words(word{"auto", "for commands that are not servers known to handle signals"}), &jsonschema.Schema{Type: "boolean"})...)
}

// JSONSchema is what a value of this type looks like.
func (Signal) JSONSchema() *jsonschema.Schema {
	var names []any
	for _, s := range spec.Signals() {
		names = append(names, s)
	}
	return anyOf(&jsonschema.Schema{Enum: names, Title: "name of a signal"}, number("number of a signal", 1, 64),
		text("real-time signal", spec.Grammar().Signal), text(inQuotes, `^([1-9]|[1-5][0-9]|6[0-4])$`))
}

// JSONSchema is what a value of this type looks like.
func (UserName) JSONSchema() *jsonschema.Schema {
	out := text("name of a user", spec.Grammar().UserName)
	out.Not = &jsonschema.Schema{Const: "root"}
	return out
}

// JSONSchema is what a value of this type looks like.
func (ID) JSONSchema() *jsonschema.Schema {
	return anyOf(number("number", 1, 65535), text(inQuotes, spec.Grammar().ID))
}

// JSONSchema is what a value of this type looks like.
func (GroupID) JSONSchema() *jsonschema.Schema {
	return anyOf(number("number", 0, 65535), text(inQuotes, spec.Grammar().GroupID))
}

// JSONSchema is what a value of this type looks like.
func (Count) JSONSchema() *jsonschema.Schema {
	return anyOf(number("number", 1, 999_999_999), text(inQuotes, `^[1-9][0-9]{0,8}$`))
}

// JSONSchema is what a value of this type looks like.
func (Duration) JSONSchema() *jsonschema.Schema {
	return text("duration such as 30s or 1m30s", spec.Grammar().Duration)
}

// JSONSchema is what a value of this type looks like.
func (RequestPath) JSONSchema() *jsonschema.Schema {
	return text(`path that begins with "/"`, spec.Grammar().RequestPath)
}

// JSONSchema is what a value of this type looks like.
func (RequestHost) JSONSchema() *jsonschema.Schema {
	return text("host", spec.Grammar().RequestHost)
}

// JSONSchema is what a value of this type looks like.
func (Scheme) JSONSchema() *jsonschema.Schema {
	return anyOf(words(word{"http", ""}, word{"https", ""})...)
}

// JSONSchema is what a value of this type looks like.
func (Status) JSONSchema() *jsonschema.Schema {
	return anyOf(number("status", 100, 599), text("status, or range such as 200-399", spec.Grammar().Status))
}
