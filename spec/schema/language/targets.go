package language

// Process is another command of the application.
type Process struct {
	// As the key of the same name at the top.
	//
	// Default: that of the image
	// Example: [python, -m, app]
	Entrypoint Command `json:"entrypoint"`

	// As the key of the same name at the top.
	//
	// Default: that of the image
	// Example: [celery, -A, app.worker, worker]
	Command Command `json:"command"`

	// As the key of the same name at the top.
	//
	// Default: that of the image
	// Example: none
	Healthcheck Healthcheck `json:"healthcheck"`

	// Environment variables on top of the image's.
	//
	// Default: none
	// Example: {QUEUES: mail}
	Env Env `json:"env"`

	// As the key of the same name at the top.
	//
	// Default: those of the image
	// Example: [5555]
	Ports []Port `json:"ports"`

	// Packages of the base's distribution on top of the image's.
	//
	// Default: none
	// Example: [poppler-utils]
	SystemLibs []SystemPackage `json:"system-libs"`

	// As the key of the same name at the top.
	//
	// Default: that of the image
	// Example: SIGINT
	StopSignal Signal `json:"stop-signal"`
}

// Test is a command that has to succeed.
type Test struct {
	// The command.
	//
	// Example: [pytest, -q]
	Command Command `json:"command" jsonschema:"required"`

	// Dependency groups on top of the image's.
	//
	// Default: none
	// Example: [dev]
	IncludeGroups []Name `json:"include-groups"`

	// Extras on top of the image's.
	//
	// Default: none
	// Example: [testing]
	Extras []Name `json:"extras"`

	// Environment variables on top of the image's.
	//
	// Default: none
	// Example: {DATABASE_URL: "sqlite://"}
	Env Env `json:"env"`

	// Packages of the base's distribution on top of the image's.
	//
	// Default: none
	// Example: [postgresql]
	SystemLibs []SystemPackage `json:"system-libs"`

	// Files of the project that the command needs besides the application, as patterns of .dockerignore.
	//
	// Default: none
	// Example: ["tests/**"]
	Files []Path `json:"files"`

	// Whether the command may use the network.
	//
	// Default: false
	// Example: true
	Network bool `json:"network"`
}

// Dev is an image for work on the code.
type Dev struct {
	// The command.
	//
	// Default: that of the image
	// Example: [uvicorn, "app.main:app", --reload]
	Command Command `json:"command"`

	// Dependency groups on top of the image's.
	//
	// Default: none
	// Example: [dev]
	IncludeGroups []Name `json:"include-groups"`

	// Extras on top of the image's.
	//
	// Default: none
	// Example: [debug]
	Extras []Name `json:"extras"`

	// Environment variables on top of the image's.
	//
	// Default: none
	// Example: {DEBUG: true}
	Env Env `json:"env"`

	// Ports on top of the image's.
	//
	// Default: none
	// Example: [5678]
	Ports []Port `json:"ports"`

	// Packages of the base's distribution on top of the image's.
	//
	// Default: none
	// Example: [git]
	SystemLibs []SystemPackage `json:"system-libs"`
}
