package localstore

import (
	"os"
	"time"
)

// renamePatience is how long a rename waits for others to let go of a file.
const renamePatience = 2 * time.Second

// rename is os.Rename. Where a file cannot be replaced while another program has it open, as on Windows a virus scanner or an indexer
// does for a moment after each write, it tries again for a while.
func rename(from, to string) error {
	return patiently(func() error { return os.Rename(from, to) }, isInUse, time.Sleep)
}

func patiently(try func() error, passing func(error) bool, sleep func(time.Duration)) error {
	waited := time.Duration(0)
	for pause := time.Millisecond; ; pause *= 2 {
		err := try()
		if err == nil || !passing(err) || waited+pause > renamePatience {
			return err
		}
		sleep(pause)
		waited += pause
	}
}
