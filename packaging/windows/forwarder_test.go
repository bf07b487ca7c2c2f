//go:build packaged

package windows

import (
	"bytes"
	"debug/pe"
	"encoding/binary"
)

// forwarder is a Windows library without any code: the one name that it exports stands for another library's, given as
// LIBRARY.NAME.
func forwarder(library, export, target string) []byte {
	const block, base, texts = 0x200, 0x1000, 50
	const functions, names, ordinals = 40, 44, 48 // tables of one entry each, behind the directory
	le := binary.LittleEndian
	section := make([]byte, block)
	end := texts
	put := func(text string) uint32 {
		at := end
		end += copy(section[at:], text) + 1
		return uint32(base + at)
	}
	le.PutUint32(section[12:], put(library))
	for i, value := range []uint32{1, 1, 1, base + functions, base + names, base + ordinals} { // first number, how many, where
		le.PutUint32(section[16+4*i:], value)
	}
	le.PutUint32(section[names:], put(export))
	le.PutUint32(section[functions:], put(target)) // a place inside of the directory is a text

	var out bytes.Buffer
	dos := make([]byte, 64)
	copy(dos, "MZ")
	le.PutUint32(dos[60:], 64)
	out.Write(dos)
	out.WriteString("PE\x00\x00")
	optional := pe.OptionalHeader64{
		Magic: 0x20b, ImageBase: 0x180000000, SectionAlignment: base, FileAlignment: block,
		MajorOperatingSystemVersion: 6, MajorSubsystemVersion: 6, SizeOfImage: 2 * base, SizeOfHeaders: block, SizeOfInitializedData: block,
		Subsystem: pe.IMAGE_SUBSYSTEM_WINDOWS_CUI, DllCharacteristics: pe.IMAGE_DLLCHARACTERISTICS_NX_COMPAT, NumberOfRvaAndSizes: 16,
	}
	optional.DataDirectory[pe.IMAGE_DIRECTORY_ENTRY_EXPORT] = pe.DataDirectory{VirtualAddress: base, Size: uint32(end)}
	about := pe.SectionHeader32{
		Name: [8]uint8{'.', 'e', 'd', 'a', 't', 'a'}, VirtualSize: uint32(end), VirtualAddress: base, SizeOfRawData: block,
		PointerToRawData: block, Characteristics: pe.IMAGE_SCN_CNT_INITIALIZED_DATA | pe.IMAGE_SCN_MEM_READ,
	}
	for _, part := range []any{
		pe.FileHeader{
			Machine: pe.IMAGE_FILE_MACHINE_AMD64, NumberOfSections: 1, SizeOfOptionalHeader: uint16(binary.Size(optional)),
			Characteristics: pe.IMAGE_FILE_EXECUTABLE_IMAGE | pe.IMAGE_FILE_LARGE_ADDRESS_AWARE | pe.IMAGE_FILE_DLL,
		}, optional, about,
	} {
		_ = binary.Write(&out, le, part) // a buffer takes everything
	}
	out.Write(make([]byte, block-out.Len()))
	out.Write(section)
	return out.Bytes()
}
