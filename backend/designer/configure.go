package designer

import (
	"context"

	"workflow-designer/backend/secret"
	"workflow-designer/backend/settings"
	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

// Settings gives what the settings page shows; never a key.
func (d *Designer) Settings(context.Context) (SettingsView, error) {
	s, _ := d.inForce()
	return view(s), nil
}

// SaveSettings stores the changed settings and puts them in force. CodeInvalidSettings stores nothing.
func (d *Designer) SaveSettings(ctx context.Context, input SettingsInput) (SettingsView, error) {
	before, _ := d.inForce()
	wanted, err := d.described(input)
	if err != nil {
		return SettingsView{}, err
	}
	// Whether a bucket can have this name and address is the store's to say, and must be known before they are stored.
	if bucket := d.newRemote(wanted); bucket != nil && workflow.CodeOf(bucket.unusable) == workflow.CodeInvalidSettings {
		return SettingsView{}, bucket.unusable
	}
	stored, err := d.Options.Settings.Store(asChange(input))
	if err != nil {
		return SettingsView{}, err
	}
	if err := d.use(ctx, stored); err != nil {
		return SettingsView{}, err
	}
	if err := d.logSettings(ctx, before, stored, input); err != nil {
		return SettingsView{}, err
	}
	return view(stored), nil
}

func asChange(input SettingsInput) settings.Change {
	c := settings.Change{
		StorageType: input.StorageType, EndpointURL: input.S3EndpointURL, BucketName: input.S3BucketName,
		Region: input.S3Region, CompanyID: input.CompanyID, Author: input.Author,
	}
	c.AccessKeyID, c.SecretAccessKey = hide(input.S3AccessKeyID), hide(input.S3SecretAccessKey)
	c.Model = settings.ModelChange{
		EndpointURL: input.ModelEndpointURL, Name: input.ModelName, APIKey: hide(input.ModelAPIKey), InputPrice: input.ModelInputPrice,
		OutputPrice: input.ModelOutputPrice, Timeout: input.ModelTimeout, AllowHTTP: input.ModelAllowHTTP,
	}
	return c
}

func hide(text *string) *secret.Text {
	if text == nil {
		return nil
	}
	t := secret.New(*text)
	return &t
}

func view(s settings.Settings) SettingsView {
	sources := map[string]string{}
	for name, source := range s.Sources {
		sources[name] = string(source)
	}
	return SettingsView{
		StorageType: string(s.StorageType), S3EndpointURL: s.EndpointURL, S3BucketName: s.BucketName, S3Region: s.Region,
		S3AccessKeyIDSet: !s.AccessKeyID.Empty(), S3SecretSet: !s.SecretAccessKey.Empty(), KeysKeptIn: s.KeysKeptIn,
		LocalStoragePath: s.LocalStoragePath, CompanyID: int64(s.CompanyID), Author: s.Author, Debug: s.Debug, ModelSettings: viewModel(s.Model), Sources: sources,
	}
}

// unknownMend refuses a mend that storage checks do not offer.
func unknownMend(action string) error {
	return &workflow.Error{
		Code:    workflow.CodeInvalidRequest,
		Message: words.F("There is no mend called %s.", action),
		Hint:    "Run the storage check and use a mend that it offers.",
	}
}
