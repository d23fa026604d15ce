package language

// User is an account.
type User struct {
	// Name of the account.
	//
	// Default: nonroot
	// Example: app
	Name UserName `json:"name"`

	// Number of the user, 1 to 65535.
	//
	// Default: 65532, or that of an account of the base with this name
	// Example: 1000
	UID ID `json:"uid"`

	// Number of the user's group, 0 to 65535. 0 is allowed and does not make the process root: it is the group that OpenShift runs
	// every container in, and whose folders `writable` makes.
	//
	// Default: `uid`
	// Example: 1000
	GID GroupID `json:"gid"`
}

// Healthcheck has one probe and its timing.
type Healthcheck struct {
	// A request that has to be answered. Either this or `command`.
	//
	// Example: {port: 8000, path: /health}
	HTTP HTTPCheck `json:"http"`

	// A command that has to end with 0. Either this or `http`.
	//
	// Example: [python, check.py]
	Command Command `json:"command"`

	// Time between two checks.
	//
	// Default: 30s, which is the engine's
	// Example: 1m30s
	Interval Duration `json:"interval"`

	// Time that a check may take.
	//
	// Default: 30s, which is the engine's
	// Example: 5s
	Timeout Duration `json:"timeout"`

	// Time after the start in which a failed check does not count.
	//
	// Default: 0s, which is the engine's
	// Example: 10s
	StartPeriod Duration `json:"start-period"`

	// Time between two checks while the container starts.
	//
	// Default: 5s, which is the engine's
	// Example: 1s
	StartInterval Duration `json:"start-interval"`

	// How many checks in a row have to fail.
	//
	// Default: 3, which is the engine's
	// Example: 5
	Retries Count `json:"retries"`
}

// HTTPCheck is a request inside the container.
type HTTPCheck struct {
	// The port, or `$NAME` for the one that a variable of the container's environment holds.
	//
	// Default: the one TCP port of `ports`
	// Example: 8000
	// Example: $PORT
	Port HealthPort `json:"port"`

	// Path of the address.
	//
	// Default: /
	// Example: /health
	Path RequestPath `json:"path"`

	// Host that the request names. It goes to the loopback address in any case.
	//
	// Default: localhost
	// Example: example.org
	Host RequestHost `json:"host"`

	// How it is asked. With https, the certificate is not checked.
	//
	// Default: http
	// Example: https
	Scheme Scheme `json:"scheme"`

	// Status that counts as healthy: one, or a range.
	//
	// Default: 200-399
	// Example: 204
	Status Status `json:"status"`
}
