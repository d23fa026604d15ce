// Package report holds what a run of the benchmark has measured, and prints it as JSON and as tables in Markdown.
package report

// Report is one run. Its JSON is the record; tables and plots are made from it.
type Report struct {
	Machine Machine `json:"machine"`
	Builds  []Build `json:"builds"`
	Images  []Image `json:"images"`
	Starts  []Start `json:"starts"`
	Costs   []Cost  `json:"costs,omitempty"`
}

// Machine is where and with what a run was made.
type Machine struct {
	// Date is the day of the run, as 2006-01-02.
	Date string `json:"date"`
	// Processor is the name of the processor's model, Cores how many of them the run had.
	Processor string `json:"processor"`
	Cores     int    `json:"cores"`
	// MemoryGB is in units of 1,000,000,000 bytes.
	MemoryGB float64 `json:"memory-gb"`
	System   string  `json:"system"`
	// Versions are those of BuildKit, buildx, uv and this project.
	Versions map[string]string `json:"versions"`
}

// Build is one scenario of one contender.
type Build struct {
	// App is the application, Contender what builds it, Scenario what has changed since the build before.
	App       string `json:"app"`
	Contender string `json:"contender"`
	Scenario  string `json:"scenario"`
	// Platforms is how many platforms the image is built for.
	Platforms int `json:"platforms"`
	// Seconds are the times from the start of `docker buildx build --push` to its end, one for each repetition.
	Seconds []float64 `json:"seconds"`
	// Pushed is how many bytes of blobs the registry did not have before, in the last repetition.
	Pushed int64 `json:"pushed"`
}

// Image is what the first build of a contender leaves, for one platform.
type Image struct {
	App       string `json:"app"`
	Contender string `json:"contender"`
	// Layers are from the base up; sizes are in bytes.
	Layers []Layer `json:"layers"`
	// Packages counts distributions of Python, Setuid files with the setuid or setgid bit, Shells the names in /bin and the like
	// under which a shell can be started.
	Packages int `json:"packages"`
	Setuid   int `json:"setuid"`
	Shells   int `json:"shells"`
	// User is the account of the configuration; empty is root.
	User string `json:"user"`
}

// Layer is one layer of an image.
type Layer struct {
	// Made says what made it, from the image's history.
	Made       string `json:"made"`
	Compressed int64  `json:"compressed"`
	Unpacked   int64  `json:"unpacked"`
}

// Start is how long the application of an image takes to be ready to work, measured in a container.
type Start struct {
	App       string `json:"app"`
	Contender string `json:"contender"`
	// What is imported: "app" or "stdlib".
	What    string    `json:"what"`
	Seconds []float64 `json:"seconds"`
}

// Cost is one point of how cost grows with work.
type Cost struct {
	// Axis is "packages", "platforms", "builds" (at once on one daemon), or "lock" (packages, for the frontend alone).
	Axis string `json:"axis"`
	// N is the place on the axis.
	N         int    `json:"n"`
	Contender string `json:"contender"`
	// What is measured: "seconds", "pushed" (bytes), or "memory" (bytes).
	What   string    `json:"what"`
	Values []float64 `json:"values"`
}
