package language

// Process is another command of the application.
type Process struct {
	// What the container always runs. This or `command` is needed.
	//
	// Default: none
	// Example: [python, -m, app]
	Entrypoint Command `json:"entrypoint"`

	// Arguments that may be replaced; alone, the command as a whole. This or `entrypoint` is needed.
	//
	// Default: none
	// Example: [celery, -A, app.worker, worker]
	Command Command `json:"command"`

	// Health check of this target. That of the file is for its own command.
	//
	// Default: none
	// Example: {command: [celery, -A, app.worker, inspect, ping]}
	Healthcheck Healthcheck `json:"healthcheck"`

	// Environment variables on top of the file's, or in the place of those of the same name.
	//
	// Default: those of the file
	// Example: {QUEUES: mail}
	Env Env `json:"env"`

	// Ports that this target listens on.
	//
	// Default: none
	// Example: [5555]
	Ports []Port `json:"ports"`

	// Signal that asks this target's process to end.
	//
	// Default: SIGTERM, which is the engine's
	// Example: SIGINT
	StopSignal Signal `json:"stop-signal"`

	// Packages of the base's distribution on top of the file's.
	//
	// Default: those of the file
	// Example: [poppler-utils]
	SystemLibs []SystemPackage `json:"system-libs"`
}

// Test is a command that has to succeed.
type Test struct {
	// The command.
	//
	// Example: [pytest, -q]
	Command Command `json:"command" jsonschema:"required"`

	// Dependency groups on top of the image's, those too that `exclude-groups` names.
	//
	// Default: those of the file
	// Example: [dev]
	IncludeGroups []Name `json:"include-groups"`

	// Extras on top of the image's.
	//
	// Default: those of the file
	// Example: [testing]
	Extras []Name `json:"extras"`

	// Environment variables on top of the file's, or in the place of those of the same name.
	//
	// Default: those of the file
	// Example: {DATABASE_URL: "sqlite://"}
	Env Env `json:"env"`

	// Packages of the base's distribution on top of the file's.
	//
	// Default: those of the file
	// Example: [postgresql]
	SystemLibs []SystemPackage `json:"system-libs"`

	// Files of the project that this target has besides the application.
	//
	// Default: none
	// Example: {include: ["tests/**"]}
	Files Added `json:"files"`

	// Whether the command may use the network.
	//
	// Default: false
	// Example: true
	Network bool `json:"network"`
}

// Dev is an image for work on the code: what a process may say, and more.
type Dev struct {
	Process

	// Dependency groups on top of the image's, those too that `exclude-groups` names.
	//
	// Default: those of the file
	// Example: [dev]
	IncludeGroups []Name `json:"include-groups"`

	// Extras on top of the image's.
	//
	// Default: those of the file
	// Example: [debug]
	Extras []Name `json:"extras"`

	// Files of the project that this target has besides the application.
	//
	// Default: none
	// Example: {include: ["tests/**"]}
	Files Added `json:"files"`
}

// Added are files besides those of the application.
type Added struct {
	// Patterns of .dockerignore, relative to `project`.
	//
	// Default: none
	// Example: ["tests/**"]
	Include []Path `json:"include"`
}
