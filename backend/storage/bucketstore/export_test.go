package bucketstore

import "time"

func init() { longestPause = 20 * time.Millisecond }
