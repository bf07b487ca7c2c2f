package httpapi

// registerGenerate adds what makes a workflow of a description. Nothing of it is stored.
func (a api) registerGenerate(route func(pattern string, h handler)) {
	route("POST "+services+"/workflows/generate", with(a.Generate))
	route("POST "+services+"/workflows/generate-later", begins(a.GenerateLater))
	route("POST "+admin+"/models/try", with(a.TryModel))
}
