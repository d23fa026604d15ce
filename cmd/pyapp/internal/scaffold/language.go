package scaffold

// Schema is where editors look for the schema of the language, beside the file; `pyapp schema` writes it.
const Schema = "pyapp.schema.json"
