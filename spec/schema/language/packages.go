package language

// Index is a package index.
type Index struct {
	// Name of the index: letters, digits, ".", "_" and "-".
	//
	// Example: corp
	Name IndexName `json:"name" jsonschema:"required"`

	// Address of its simple API (PEP 503), without credentials. Build arguments may stand in it.
	//
	// Example: https://pypi.corp.example/simple
	URL URL `json:"url" jsonschema:"required"`

	// Id of the build secret with its credentials: `user:password`, a bare token, or a netrc.
	//
	// Default: none
	// Example: corp-index
	Secret SecretID `json:"secret"`

	// Other hosts that its files come from, and that get the same credentials.
	//
	// Default: the host of `url` alone
	// Example: [files.corp.example]
	Hosts []Host `json:"hosts"`

	// Id of the build secret with the client's certificate and key, in PEM.
	//
	// Default: none
	// Example: corp-client
	ClientCert SecretID `json:"client-cert"`

	// Whether it takes the place of the default index. One index may.
	//
	// Default: false
	// Example: true
	Default bool `json:"default"`
}

// SystemLibs are packages of the distribution.
type SystemLibs struct {
	// What packages and projects are built with. It is in no image.
	//
	// Default: none
	// Example: [libpq-dev]
	Build []SystemPackage `json:"build"`

	// What the image gets.
	//
	// Default: none
	// Example: [libpq5, "libxml2=2.12.7+dfsg-1"]
	Run []SystemPackage `json:"run"`
}

// Base is one image for the application, and one for the steps of the build.
type Base struct {
	// The image that the application runs on.
	//
	// Example: registry.example/python:3.13
	Runtime Image `json:"runtime" jsonschema:"required"`

	// The image that the steps of the build run in.
	//
	// Default: `runtime`
	// Example: registry.example/python:3.13-dev
	Build Image `json:"build"`
}

// Bytecode says what is byte-compiled.
type Bytecode struct {
	// The standard library.
	//
	// Default: true
	// Example: false
	Stdlib bool `json:"stdlib"`

	// Installed packages, without the tests in them.
	//
	// Default: true
	// Example: false
	Dependencies bool `json:"dependencies"`

	// The application's own files.
	//
	// Default: true
	// Example: false
	App bool `json:"app"`
}
