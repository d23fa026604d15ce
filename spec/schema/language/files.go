package language

// Files is a part of the project's folder.
type Files struct {
	// What is in, as patterns of .dockerignore relative to `project`.
	//
	// Default: all of the folder
	// Example: ["src/**", manage.py]
	Include []Path `json:"include"`

	// What is left out of that, as such patterns. A "!" in front takes something back in.
	//
	// Default: none
	// Example: ["**/tests"]
	Exclude []Path `json:"exclude"`
}

// Stage is a build by a Dockerfile.
type Stage struct {
	// The Dockerfile, relative to the build context. Build arguments may stand in it.
	//
	// Example: frontend/Dockerfile
	Dockerfile PathTemplate `json:"dockerfile" jsonschema:"required"`

	// Its stage that is wanted. Build arguments may stand in it.
	//
	// Default: the last one
	// Example: build
	Target StageName `json:"target"`

	// Folder that it is built from, relative to the build context. Build arguments may stand in it.
	//
	// Default: the build context
	// Example: frontend
	Context PathTemplate `json:"context"`

	// Its build arguments. Build arguments of this build may stand in the values.
	//
	// Default: none
	// Example: {NODE_ENV: production}
	Args Env `json:"args"`

	// Where it runs: once, on the builder's platform (build), or for each image on its own (target).
	//
	// Default: build
	// Example: target
	Platform Where `json:"platform"`
}

// Copy takes files from elsewhere.
type Copy struct {
	// A stage of `stages`, a named context (`--build-context`), or the reference of an image. Build arguments may stand in it.
	//
	// Example: assets
	From Source `json:"from" jsonschema:"required"`

	// File or folder there, absolute. Of a folder, what is in it is copied. Build arguments may stand in it.
	//
	// Example: /dist
	Source CopySource `json:"source" jsonschema:"required"`

	// Where it goes in the image: absolute, or relative to `workdir`. With a "/" at the end, a file goes into that folder. Build arguments
	// may stand in it.
	//
	// Example: static/
	To CopyTarget `json:"to" jsonschema:"required"`
}

// Step is a command of the build.
type Step struct {
	// The command. A list is taken as it is; a string is split as a shell would, and no shell runs.
	//
	// Example: [python, manage.py, collectstatic, --noinput]
	Run Command `json:"run" jsonschema:"required"`

	// Environment variables of this command alone. Nothing of them gets into the image.
	//
	// Default: none
	// Example: {SECRET_KEY: build-only}
	Env Env `json:"env"`

	// Files and folders that it makes, absolute or relative to `workdir`. They are kept; writing anything else is an error.
	//
	// Example: [static/]
	Outputs []AnyPath `json:"outputs" jsonschema:"required,minItems=1"`

	// Whether it may use the network.
	//
	// Default: false
	// Example: true
	Network bool `json:"network"`

	// Packages of the base's distribution that are there while it runs, and in no image.
	//
	// Default: none
	// Example: [gettext]
	SystemLibs []SystemPackage `json:"system-libs"`

	// Where it runs: once, on the builder's platform (build), or for each image on its own, emulated where that is foreign (target).
	//
	// Default: build
	// Example: target
	Platform Where `json:"platform"`
}
