package scaffold

// Schema is where editors find the schema of the language.
const Schema = "https://raw.githubusercontent.com/org/pyapp-frontend/main/spec/schema/pyapp.schema.json"
