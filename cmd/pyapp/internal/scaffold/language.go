package scaffold

// Schema is where editors look for the schema of the language, beside the file; `pyapp schema` writes it.
const Schema = "pyapp.schema.json"

// Processes is what lines of `processes` begin with: a comment, as long as the language does not have the key.
const Processes = "# "
