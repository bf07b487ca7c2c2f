package workflow

import (
	"cmp"
	"regexp"
	"slices"
	"unicode/utf8"

	"workflow-designer/backend/words"
)

// What every store takes as tags of an object version: S3's documentation ("Categorizing your storage using tags") has letters
// of all languages, MinIO takes those of ASCII alone.
const (
	MaxTags     = 10
	maxTagName  = 128 // characters
	maxTagValue = 256 // characters
)

var tagPattern = regexp.MustCompile(`^[A-Za-z0-9 +\-=._:/@]*$`)

// CheckTag refuses a tag that S3 would refuse: CodeInvalidRequest.
func CheckTag(t Tag) error {
	switch {
	case t.Name == "" || utf8.RuneCountInString(t.Name) > maxTagName || utf8.RuneCountInString(t.Value) > maxTagValue,
		!tagPattern.MatchString(t.Name), !tagPattern.MatchString(t.Value):
		return &Error{
			Code:    CodeInvalidRequest,
			Message: words.F("%q cannot be a tag.", shorten(t.Name, 40)),
			Hint:    words.F("A tag has 1 to %d letters from A to Z, digits, blanks and + - = . _ : / @.", maxTagName),
		}
	}
	return nil
}

// CheckTags refuses a set of tags that one version cannot have: CodeInvalidRequest.
func CheckTags(tags []Tag) error {
	if len(tags) > MaxTags {
		return &Error{
			Code:    CodeInvalidRequest,
			Message: words.F("A version has at most %d tags.", MaxTags),
			Hint:    "Remove a tag that is not needed any more, then try again.",
		}
	}
	for _, t := range tags {
		if err := CheckTag(t); err != nil {
			return err
		}
	}
	return nil
}

// MergeTags brings together two changes of a version's tags: what mine adds to and takes from base, done to theirs. Where both
// gave a tag another value, mine wins. The result is sorted by name; it may have more than MaxTags.
func MergeTags(base, mine, theirs []Tag) []Tag {
	was, merged := byName(base), byName(theirs)
	is := byName(mine)
	for name, value := range is {
		if old, there := was[name]; !there || old != value {
			merged[name] = value
		}
	}
	for name := range was {
		if _, there := is[name]; !there {
			delete(merged, name)
		}
	}
	tags := make([]Tag, 0, len(merged))
	for name, value := range merged {
		tags = append(tags, Tag{Name: name, Value: value})
	}
	return SortTags(tags)
}

// SortTags gives tags by name, without those whose name comes again.
func SortTags(tags []Tag) []Tag {
	sorted := slices.SortedStableFunc(slices.Values(tags), func(a, b Tag) int { return cmp.Compare(a.Name, b.Name) })
	return slices.CompactFunc(sorted, func(a, b Tag) bool { return a.Name == b.Name })
}

func byName(tags []Tag) map[string]string {
	values := make(map[string]string, len(tags))
	for _, t := range tags {
		values[t.Name] = t.Value
	}
	return values
}

// WaitingTags is a version whose tags wait to be sent to a bucket.
type WaitingTags struct {
	Ref       Ref
	UID       UID
	VersionID string     // the bucket's
	Wanted    []Tag      // by people here
	Bucket    BucketTags // what the bucket was last known to have
}
