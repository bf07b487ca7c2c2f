package localstore

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"sync"

	"workflow-designer/backend/workflow"
)

// A pack is one file per company with workflows as a bucket gave them, each with its journal and its one text. To make a
// folder with three files costs as much as to fetch the workflow, and a team has thousands of them: they get theirs when
// somebody asks for them, or when Unpack comes to them. It is a row of
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

	maxPackHeader = 80 // bytes, its line break among them
)

// pack is what this process knows of the pack of one company.
type pack struct {
	path string

	mu      sync.Mutex
	file    os.FileInfo // that was read, up to end
	end     int64       // of the records
	records map[workflow.ID]packRecord
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

// find tells where a workflow is in the pack; false when it is not, or not any more.
func (k *pack) find(id workflow.ID) (packRecord, bool, error) {
	file, err := k.open(os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return packRecord{}, false, nil
	}
	if err != nil {
		return packRecord{}, false, err
	}
	defer func() { _ = file.Close() }()
	record, here := k.record(id)
	if !here {
		return packRecord{}, false, nil
	}
	// Another process may have unpacked it, or even removed the file and begun another.
	header := make([]byte, record.from-record.at)
	if _, err := file.ReadAt(header, record.at); err != nil {
		return packRecord{}, false, err
	}
	state, found, now, ok := parsePackHeader(header, record.at)
	switch {
	case ok && found == id && now == record:
		return record, state == packed, nil
	default:
		if err := k.readAnew(file); err != nil {
			return packRecord{}, false, err
		}
		record, here = k.record(id)
		return record, here, nil
	}
}

func (k *pack) record(id workflow.ID) (packRecord, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	record, here := k.records[id]
	return record, here
}

// all gives what is packed.
func (k *pack) all() (map[workflow.ID]packRecord, error) {
	file, err := k.open(os.O_RDONLY)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }()
	if err := k.readAnew(file); err != nil {
		return nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return maps.Clone(k.records), nil
}

func (k *pack) readAnew(file *os.File) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.end, k.records = 0, nil
	return k.read(file)
}

// open opens the pack and reads what was added since; fs.ErrNotExist when there is none. The caller closes it.
func (k *pack) open(flag int) (*os.File, error) {
	file, err := os.OpenFile(k.path, flag, fileMode)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.file == nil || !os.SameFile(k.file, info) || info.Size() < k.end {
		k.end, k.records = 0, nil
	}
	k.file = info
	if info.Size() > k.end {
		err = k.read(file)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

// read reads the records from k.end on, as far as they are whole: what stands after that was never finished.
func (k *pack) read(file *os.File) error {
	if k.records == nil {
		k.records = map[workflow.ID]packRecord{}
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	buf := make([]byte, maxPackHeader)
	for k.end < info.Size() {
		n := min(int64(len(buf)), info.Size()-k.end)
		if _, err := file.ReadAt(buf[:n], k.end); err != nil {
			return err
		}
		state, id, record, whole := parsePackHeader(buf[:n], k.end)
		if !whole || record.end() > info.Size() {
			return nil
		}
		// Where a write was cut off by a power failure there may be zeros.
		if _, err := file.ReadAt(buf[:1], record.end()-1); err != nil || buf[0] != '\n' {
			return err
		}
		if state == packed {
			k.records[id] = record
		}
		k.end = record.end()
	}
	return nil
}

func packHeader(id workflow.ID, journal, text int) []byte {
	return fmt.Appendf(nil, "%c %d %d %d\n", packed, id, journal, text)
}

// parsePackHeader reads the header that stands at a place of the pack; false when there is none.
func parsePackHeader(text []byte, at int64) (state byte, id workflow.ID, r packRecord, ok bool) {
	line, _, found := bytes.Cut(text, []byte("\n"))
	if !found {
		return 0, 0, r, false
	}
	n, err := fmt.Sscanf(string(line), "%c %d %d %d", &state, &id, &r.journal, &r.text)
	ok = err == nil && n == 4 && (state == packed || state == unpacked) && id > 0 && r.journal > 0 && r.text >= 0 &&
		r.journal <= maxPacked && r.text <= maxPacked
	r.at, r.from = at, at+int64(len(line))+1
	return state, id, r, ok
}

// maxPacked bounds what a header may say.
const maxPacked = 1 << 30

// add puts records at the end of the pack, all or none. The caller holds the lock of the store.
func (k *pack) add(records []byte) error {
	if err := os.MkdirAll(filepath.Dir(k.path), folderMode); err != nil {
		return err
	}
	file, err := k.open(os.O_RDWR | os.O_CREATE)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	if err := file.Truncate(k.end); err != nil { // what was never finished
		return err
	}
	if _, err := file.WriteAt(records, k.end); err != nil {
		return errors.Join(err, file.Truncate(k.end))
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.read(file)
}

// get reads a workflow from the pack.
func (k *pack) get(r packRecord) (journal, text []byte, err error) {
	file, err := os.Open(k.path)
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = file.Close() }()
	both := make([]byte, r.journal+r.text)
	if _, err := file.ReadAt(both, r.from); err != nil {
		return nil, nil, err
	}
	return both[:r.journal], both[r.journal:], nil
}

// done marks a workflow as unpacked. The caller holds the lock of the store.
func (k *pack) done(id workflow.ID, r packRecord) error {
	file, err := os.OpenFile(k.path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	if _, err := file.WriteAt([]byte{unpacked}, r.at); err != nil {
		return err
	}
	k.mu.Lock()
	delete(k.records, id)
	k.mu.Unlock()
	return nil
}

// flush makes durable what was marked.
func (k *pack) flush() error {
	file, err := os.OpenFile(k.path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
