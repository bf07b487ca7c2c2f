package bucketstore

import (
	"cmp"
	"slices"
	"strings"

	"github.com/minio/minio-go/v7"
)

// newestFirst puts a page of a listing in order. Every server lists the newest first, but some list all delete markers before
// all versions. Those that are known to do so make ULIDs as version ids, which tell when they were made, as their times,
// which have whole seconds, do not. Other servers' pages are left as they are.
func newestFirst(page []minio.ObjectInfo) {
	for _, info := range page {
		if id := versionID(info); id != nullVersion && !uidPattern.MatchString(id) {
			return
		}
	}
	slices.SortStableFunc(page, func(a, b minio.ObjectInfo) int {
		switch {
		case a.Key != b.Key:
			return strings.Compare(a.Key, b.Key)
		case a.IsLatest != b.IsLatest:
			return map[bool]int{true: -1, false: 1}[a.IsLatest]
		}
		if order := cmp.Compare(madeAt(b), madeAt(a)); order != 0 {
			return order
		}
		return strings.Compare(b.VersionID, a.VersionID)
	})
}

// madeAt is when a version was made, in milliseconds.
func madeAt(info minio.ObjectInfo) int64 {
	id := versionID(info)
	if id == nullVersion {
		return info.LastModified.UnixMilli()
	}
	const digits, ofTime = "0123456789ABCDEFGHJKMNPQRSTVWXYZ", 10
	at := int64(0)
	for _, digit := range id[:ofTime] {
		at = at<<5 | int64(strings.IndexRune(digits, digit))
	}
	return at
}
