package settings

import (
	"net/netip"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"workflow-designer/backend/words"
	"workflow-designer/backend/workflow"
)

const (
	defaultEndpoint = "http://127.0.0.1:9000"
	defaultBucket   = "workflow-files"
	defaultRegion   = "us-east-1"
	googleEndpoint  = "https://storage.googleapis.com"
	googleRegion    = "auto" // the store finds out
	defaultFolder   = "workflow_files"

	maxAuthor = 100 // letters
)

// check makes settings of what was resolved: it fills in defaults, refuses what is not allowed, and writes every
// value in its one form, so that two of them can be compared.
func (l *Loader) check(r resolved) (Settings, error) {
	path, err := l.defaultStoragePath(r)
	if err != nil {
		return Settings{}, err
	}
	s := Settings{Sources: map[string]Source{}, File: l.file(), resolved: resolved{}}
	for _, c := range []struct {
		name, fallback string
		take           func(setting) (string, error)
	}{
		{StorageTypeName, string(StorageLocal), s.takeStorageType},
		{EndpointURLName, defaultEndpoint, s.takeEndpoint},
		{UseSSLName, "", s.takeUseSSL},
		{BucketNameName, defaultBucket, s.takeBucket},
		{RegionName, defaultRegion, s.takeRegion},
		{LocalStoragePathName, path, func(v setting) (string, error) { return s.takePath(v, l.WorkDir) }},
		{DebugName, "false", s.takeDebug},
		{CompanyIDName, "1", s.takeCompany},
		{AuthorName, defaultAuthor(l.OSUser), s.takeAuthor},
		{ModelAllowHTTPName, "false", s.Model.takeAllowHTTP},
		{ModelEndpointURLName, "", s.Model.takeEndpoint},
		{ModelNameName, "", s.Model.takeName},
		{ModelInputPriceName, "", func(v setting) (string, error) { return takePrice(v, &s.Model.InputPrice) }},
		{ModelOutputPriceName, "", func(v setting) (string, error) { return takePrice(v, &s.Model.OutputPrice) }},
		{ModelTimeoutName, defaultModelTimeout, s.Model.takeTimeout},
	} {
		given := r[c.name]
		if given.text == "" {
			given = setting{text: s.fallback(c.name, c.fallback), source: SourceDefault}
		}
		if given.text, err = c.take(given); err != nil {
			return Settings{}, err
		}
		s.resolved[c.name], s.Sources[c.name] = given, given.source
	}
	return s, nil
}

// fallback is the default of a setting, which may be another one for Google Cloud Storage. The storage type is known by then.
func (s *Settings) fallback(name, usual string) string {
	switch {
	case s.StorageType == StorageGCS && name == EndpointURLName:
		return googleEndpoint
	case s.StorageType == StorageGCS && name == RegionName:
		return googleRegion
	}
	return usual
}

func (s *Settings) takeStorageType(v setting) (string, error) {
	s.StorageType = StorageType(strings.ToLower(v.text))
	switch s.StorageType {
	case StorageLocal, StorageS3, StorageGCS:
		return string(s.StorageType), nil
	default:
		return "", invalid(v, words.F("%q is not a storage type", shorten(v.text)), "Set it to local, s3 or gcs.")
	}
}

func (s *Settings) takeEndpoint(v setting) (string, error) {
	const example = "for example http://127.0.0.1:9000 or https://s3.eu-central-1.amazonaws.com"
	if !strings.Contains(v.text, "://") {
		return "", invalid(v, "The endpoint has no scheme", "Begin it with http:// or https://, "+example+".")
	}
	u, err := url.Parse(v.text)
	// The parser's own error repeats the address, and with it a password that may stand in it.
	if err != nil || u.Hostname() == "" || strings.ContainsFunc(u.Host, unicode.IsSpace) || !portFits(u) {
		return "", invalid(v, "The endpoint is not an address", "Write scheme, host and perhaps port, "+example+".")
	}
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return "", invalid(v, "The endpoint begins with neither http:// nor https://", "Begin it with one of them, "+example+".")
	case u.User != nil:
		return "", invalid(v, "The endpoint holds a user name", "Leave it out of the address and enter the keys on their own.")
	case strings.Trim(u.Path, "/") != "":
		return "", invalid(v, "The endpoint holds a path", "Leave out what follows the host; the bucket has a setting of its own.")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || strings.Contains(v.text, "#"):
		return "", invalid(v, "The endpoint holds a ? or a #", "Leave out what follows the host.")
	}
	s.EndpointURL = u.Scheme + "://" + strings.ToLower(u.Host)
	return s.EndpointURL, nil
}

func portFits(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	_, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil
}

func (s *Settings) takeUseSSL(v setting) (string, error) {
	if v.text == "" {
		return "", nil
	}
	useSSL, err := parseBool(v)
	if err != nil {
		return "", err
	}
	if secure := strings.HasPrefix(s.EndpointURL, "https://"); secure != useSSL {
		scheme, other := "http://", "https://"
		if secure {
			scheme, other = other, scheme
		}
		return "", invalid(v, words.F("The endpoint begins with %s, but S3_USE_SSL is %t", scheme, useSSL),
			words.F("Remove S3_USE_SSL, or begin the endpoint with %s.", other))
	}
	return strconv.FormatBool(useSSL), nil
}

var bucketLetters = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$`)

func (s *Settings) takeBucket(v setting) (string, error) {
	const hint = "Use 3 to 63 small letters, digits, dots and hyphens, a letter or digit first and last, " +
		"no dot beside a dot or hyphen, and not an IP address."
	_, notIP := netip.ParseAddr(v.text)
	if !bucketLetters.MatchString(v.text) || notIP == nil ||
		strings.Contains(v.text, "..") || strings.Contains(v.text, ".-") || strings.Contains(v.text, "-.") {
		return "", invalid(v, "The bucket name is not one that a bucket can have", hint)
	}
	s.BucketName = v.text
	return v.text, nil
}

var regionLetters = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

func (s *Settings) takeRegion(v setting) (string, error) {
	if !regionLetters.MatchString(v.text) {
		return "", invalid(v, "The region is not the name of a region",
			"Use letters, digits and hyphens, for example us-east-1; most servers other than AWS take that one.")
	}
	s.Region = v.text
	return v.text, nil
}

func (l *Loader) defaultStoragePath(r resolved) (string, error) {
	switch {
	case !l.Packaged:
		return defaultFolder, nil
	case l.DataDir != "":
		return filepath.Join(l.DataDir, appFolder, defaultFolder), nil
	case r[LocalStoragePathName].text != "":
		return "", nil
	default:
		return "", invalid(setting{}, "There is no folder to keep workflows in", "Set HOME, or set LOCAL_STORAGE_PATH to a folder.")
	}
}

func (s *Settings) takePath(v setting, workDir string) (string, error) {
	if strings.ContainsRune(v.text, 0) {
		return "", invalid(v, "The folder for local storage has a NUL byte in its name", "Name another folder.")
	}
	path := v.text
	if !filepath.IsAbs(path) {
		path = filepath.Join(workDir, path)
	}
	s.LocalStoragePath = filepath.Clean(path)
	return s.LocalStoragePath, nil
}

func (s *Settings) takeDebug(v setting) (string, error) {
	debug, err := parseBool(v)
	s.Debug = debug
	return strconv.FormatBool(debug), err
}

func (s *Settings) takeCompany(v setting) (string, error) {
	company, err := workflow.ParseCompanyID(v.text)
	if err != nil {
		return "", invalid(v, words.F("%q is not a company number", shorten(v.text)),
			words.F("A company number is a whole number from 1 to %d.", workflow.MaxID))
	}
	s.CompanyID = company
	return v.text, nil
}

func (s *Settings) takeAuthor(v setting) (string, error) {
	if !utf8.ValidString(v.text) || strings.ContainsFunc(v.text, unicode.IsControl) || utf8.RuneCountInString(v.text) > maxAuthor {
		return "", invalid(v, "The author is not a name on one line",
			words.F("Use at most %d letters and no control characters.", maxAuthor))
	}
	s.Author = v.text
	return v.text, nil
}

// defaultAuthor makes a valid author of whatever the operating system calls the person.
func defaultAuthor(osUser string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(osUser, ""))
	if letters := []rune(name); len(letters) > maxAuthor {
		name = string(letters[:maxAuthor])
	}
	if name = strings.TrimSpace(name); name == "" {
		return "unknown"
	}
	return name
}

func parseBool(v setting) (bool, error) {
	switch strings.ToLower(v.text) {
	case "true", "1", "yes":
		return true, nil
	case "false", "0", "no":
		return false, nil
	default:
		return false, invalid(v, words.F("%q is neither true nor false", shorten(v.text)), "Write true or false.")
	}
}

func shorten(s string) string {
	const most = 40
	if letters := []rune(s); len(letters) > most {
		return string(letters[:most]) + "…"
	}
	return s
}
