package spec

// Validate checks what a file says on its own: the grammar of each value, and the rules between keys. Values that name build
// arguments are left to [Resolve]. It changes nothing.
func Validate(f *File) Diagnostics { return validated(f).found.Sorted() }

func validated(f *File) *validator {
	v := &validator{file: f}
	v.pythonAndBase()
	v.project()
	v.lock()
	v.packages()
	v.noWheel()
	v.indexes()
	v.mirrors()
	v.groups()
	v.systemLibs()
	v.files()
	v.places()
	v.labels()
	v.user()
	v.program(v.file.program, true)
	v.eachTarget()
	v.steps()
	v.stages()
	v.copies()
	v.build()
	return v
}

// validator collects the problems of one file.
type validator struct {
	report
	file      *File
	templates []text // values that may name build arguments
}
