package localstore

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/oklog/ulid/v2"

	"workflow-designer/backend/workflow"
)

// A pack is one file per company with workflows as a bucket gave them, each with its journal and its one text. To make a
// folder with three files costs as much as to fetch the workflow, and a team has thousands of them: they get theirs when
// somebody changes them, or when Unpack comes to them, and are read here until then. After a line that no other pack has it is
// a row of
//
//	"+ {workflow_id} {bytes of journal} {bytes of text}\n" journal text "\n"
//
// that only grows, and "-" in place of "+" once the workflow has its folder, where it is for good: a folder with a journal
// counts for more than the pack. When none is left in it the file goes away. It is not flushed: the bucket has it all.

// packFile stands beside the folders of the workflows, whose names are numbers.
const packFile = "pulled.pack"

const (
	packed   = '+'
	unpacked = '-'

	packTitle     = "pack "                               // begins the first line, and a ULID ends it
	packTitleSize = len(packTitle) + ulid.EncodedSize + 1 // bytes
	maxPackHeader = 80                                    // bytes, its line break among them
	maxPacked     = 1 << 30                               // bytes that a header may say
)

// pack is what this process knows of the pack of one company.
type pack struct {
	path string

	mu      sync.Mutex
	title   string // of the file that was read up to end; empty when it has none
	end     int64
	records map[workflow.ID]packRecord // that had no folder when they were last looked at
}

// packRecord says where in a pack a workflow is: at is the place of its header, from that of its journal, which its text
// follows.
type packRecord struct {
	at, from      int64
	journal, text int64 // bytes
}

func (r packRecord) end() int64 { return r.from + r.journal + r.text + 1 }

// pack gives the pack of a company, whether or not there is a file.
func (s *Store) pack(company workflow.CompanyID) *pack {
	folder := filepath.Join(s.root, filepath.FromSlash(workflow.WorkflowsPrefix(company)))
	path := filepath.Join(folder, packFile)
	known, _ := s.packs.LoadOrStore(company, &pack{path: path})
	return known.(*pack)
}

// use opens the pack, reads what was added since, and does something with it; nothing when there is no pack. Of this process
// one at a time has it open: Windows does not remove a file that somebody has open.
func (k *pack) use(flag int, do func(*os.File) error) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	file, err := os.OpenFile(k.path, flag, fileMode)
	if errors.Is(err, fs.ErrNotExist) && flag&os.O_CREATE == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if err = k.read(file); err == nil {
		err = do(file)
	}
	return errors.Join(err, file.Close())
}

// find tells how large the journal of a workflow is in the pack; false when it is not there, or not any more.
func (k *pack) find(id workflow.ID) (journal int64, here bool, err error) {
	err = k.use(os.O_RDONLY, func(file *os.File) error {
		record, known := k.records[id]
		if !known {
			return nil
		}
		journal = record.journal
		here, err = k.still(file, id, record)
		return err
	})
	return journal, here, err
}

// get reads a workflow from the pack; false when it is not there, or not any more.
func (k *pack) get(id workflow.ID) (w packedWorkflow, here bool, err error) {
	err = k.use(os.O_RDONLY, func(file *os.File) error {
		record, known := k.records[id]
		if !known {
			return nil
		}
		if here, err = k.still(file, id, record); err != nil || !here {
			return err
		}
		both := make([]byte, record.journal+record.text)
		_, err = file.ReadAt(both, record.from)
		w = packedWorkflow{both[:record.journal], both[record.journal:]}
		return err
	})
	return w, here, err
}

// all gives what is packed.
func (k *pack) all() (map[workflow.ID]packRecord, error) {
	all := map[workflow.ID]packRecord{}
	err := k.use(os.O_RDONLY, func(file *os.File) error {
		for id, record := range k.records {
			here, err := k.still(file, id, record)
			if err != nil {
				return err
			}
			if here {
				all[id] = record
			}
		}
		return nil
	})
	return all, err
}

// still tells whether a workflow is in the pack that was: another process may have unpacked it.
func (k *pack) still(file *os.File, id workflow.ID, r packRecord) (bool, error) {
	var state [1]byte
	if _, err := file.ReadAt(state[:], r.at); err != nil {
		return false, err
	}
	if state[0] != packed {
		delete(k.records, id)
	}
	return state[0] == packed, nil
}

// read reads the records from end on, as far as they are whole: what stands after that was never finished. It begins anew
// when the file is another one by now.
func (k *pack) read(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return err
	}
	title, err := readUpTo(file, 0, packTitleSize)
	if err != nil {
		return err
	}
	if !isPackTitle(title) {
		title = ""
	}
	if title != k.title || info.Size() < k.end {
		k.title, k.end, k.records = title, int64(len(title)), map[workflow.ID]packRecord{}
	}
	for k.title != "" && k.end < info.Size() {
		header, err := readUpTo(file, k.end, maxPackHeader)
		if err != nil {
			return err
		}
		state, id, record, ok := parsePackHeader(header, k.end)
		if !ok {
			return nil
		}
		// Where a write was cut off by a power failure there may be zeros, or nothing.
		if last, err := readUpTo(file, record.end()-1, 1); err != nil || last != "\n" {
			return err
		}
		if k.end = record.end(); state == packed {
			k.records[id] = record
		}
	}
	return nil
}

// readUpTo reads n bytes, or as many as there are.
func readUpTo(file *os.File, at int64, n int) (string, error) {
	buf := make([]byte, n)
	n, err := file.ReadAt(buf, at)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return string(buf[:n]), err
}

func isPackTitle(line string) bool {
	uid, ok := strings.CutPrefix(line, packTitle)
	return ok && strings.HasSuffix(uid, "\n") && isUID(uid[:len(uid)-1])
}

func packHeader(id workflow.ID, journal, text int) []byte {
	return fmt.Appendf(nil, "%c %d %d %d\n", packed, id, journal, text)
}

// parsePackHeader reads the header that stands at a place of the pack; false when there is none.
func parsePackHeader(text string, at int64) (state byte, id workflow.ID, r packRecord, ok bool) {
	line, _, found := strings.Cut(text, "\n")
	if !found {
		return 0, 0, r, false
	}
	n, err := fmt.Sscanf(line, "%c %d %d %d", &state, &id, &r.journal, &r.text)
	ok = err == nil && n == 4 && (state == packed || state == unpacked) && id > 0 && r.journal > 0 && r.text >= 0 &&
		r.journal <= maxPacked && r.text <= maxPacked
	r.at, r.from = at, at+int64(len(line))+1
	return state, id, r, ok
}

// add puts records at the end of the pack, all or none, for those who read meanwhile and after a kill too: their first byte
// comes last. The caller holds the lock of the store.
func (k *pack) add(records []byte) error {
	if err := os.MkdirAll(filepath.Dir(k.path), folderMode); err != nil {
		return err
	}
	return k.use(os.O_RDWR|os.O_CREATE, func(file *os.File) error {
		if k.title == "" {
			records = append([]byte(packTitle+ulid.Make().String()+"\n"), records...)
		}
		if err := file.Truncate(k.end); err != nil { // what was never finished
			return err
		}
		_, err := file.WriteAt(records[1:], k.end+1)
		if err == nil {
			_, err = file.WriteAt(records[:1], k.end)
		}
		if err != nil {
			return errors.Join(err, file.Truncate(k.end))
		}
		return nil
	})
}

// done marks a workflow as unpacked. The caller holds the lock of the store.
func (k *pack) done(id workflow.ID) error {
	return k.use(os.O_RDWR, func(file *os.File) error {
		record, here := k.records[id]
		if !here {
			return nil
		}
		_, err := file.WriteAt([]byte{unpacked}, record.at)
		if err == nil {
			delete(k.records, id)
		}
		return err
	})
}

// flush makes durable what was marked.
func (k *pack) flush() error { return k.use(os.O_RDWR, (*os.File).Sync) }

// remove removes a pack of which nothing is left. The caller holds the lock of the store.
func (k *pack) remove() {
	k.mu.Lock()
	defer k.mu.Unlock()
	_ = os.Remove(k.path) // the next Unpack tries it again: on Windows another process may look at it
}
