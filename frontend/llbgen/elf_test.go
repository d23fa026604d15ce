package llbgen

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// elfFile is what a test wants an ELF file to say. The zero value is one for a 32-bit machine of little-endian order.
type elfFile struct {
	machine          uint16
	wide, big        bool
	soname           string
	needed           []string
	rpath, runpath   string
	static, noTables bool // no dynamic section, or one without its table of names
}

// Offsets of what an elfFile consists of, in the order of the file: header, two program headers, dynamic section, names.
const (
	elfTables  = 64
	elfAddress = 0x10000 // where the file is loaded, so that an address is never an offset
)

// bytes is the file.
func (e elfFile) bytes() []byte {
	entries, names := e.dynamic()
	segments := 2
	if e.static {
		segments = 1
	}
	start := elfTables + segments*e.size(32, 56)
	namesAt := start + (len(entries)+2)*e.size(8, 16)
	if !e.noTables {
		entries = append(entries, [2]uint64{5, uint64(elfAddress + namesAt)})
	}
	var out bytes.Buffer
	out.Write(e.header(segments))
	out.Write(e.segment(1, 0, namesAt+len(names)))
	if !e.static {
		out.Write(e.segment(2, start, (len(entries)+1)*e.size(8, 16)))
	}
	for _, entry := range append(entries, [2]uint64{}) {
		out.Write(e.word(entry[0]))
		out.Write(e.word(entry[1]))
	}
	return append(append(out.Bytes(), make([]byte, namesAt-out.Len())...), names...)
}

// dynamic are the entries of the dynamic section but the address of its names, and the names.
func (e elfFile) dynamic() (entries [][2]uint64, names []byte) {
	names = []byte{0}
	add := func(tag uint64, name string) {
		if name != "" {
			entries = append(entries, [2]uint64{tag, uint64(len(names))})
			names = append(append(names, name...), 0)
		}
	}
	for _, n := range e.needed {
		add(1, n)
	}
	add(14, e.soname)
	add(15, e.rpath)
	add(29, e.runpath)
	return entries, names
}

func (e elfFile) header(segments int) []byte {
	out := append([]byte("\x7fELF"), byte(e.size(1, 2)), 1, 1)
	if e.big {
		out[5] = 2
	}
	out = append(out, make([]byte, 9)...)
	out = append(append(out, e.short(3)...), e.short(e.machine)...)
	out = append(out, 0, 0, 0, 0)
	out = append(append(append(out, e.word(0)...), e.word(elfTables)...), e.word(0)...)
	out = append(out, 0, 0, 0, 0)
	for _, v := range []int{e.size(52, 64), e.size(32, 56), segments, 0, 0, 0} {
		out = append(out, e.short(uint16(v))...)
	}
	return append(out, make([]byte, elfTables-len(out))...)
}

func (e elfFile) segment(kind uint32, offset, size int) []byte {
	address := e.word(uint64(elfAddress + offset))
	if e.wide {
		return bytes.Join([][]byte{e.int(kind), e.int(0), e.word(uint64(offset)), address, address, e.word(uint64(size)), e.word(uint64(size)), e.word(8)}, nil)
	}
	return bytes.Join([][]byte{e.int(kind), e.word(uint64(offset)), address, address, e.word(uint64(size)), e.word(uint64(size)), e.int(0), e.int(4)}, nil)
}

func (e elfFile) size(narrow, wide int) int {
	if e.wide {
		return wide
	}
	return narrow
}

func (e elfFile) order() binary.AppendByteOrder {
	if e.big {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func (e elfFile) short(v uint16) []byte { return e.order().AppendUint16(nil, v) }
func (e elfFile) int(v uint32) []byte   { return e.order().AppendUint32(nil, v) }

func (e elfFile) word(v uint64) []byte {
	if e.wide {
		return e.order().AppendUint64(nil, v)
	}
	return e.int(uint32(v))
}

// x86 is a file for x86-64 that needs some libraries.
func x86(needed ...string) string {
	return string(elfFile{machine: 62, wide: true, needed: needed}.bytes())
}

// longPath is a search path that is longer than any single path can be; such wheels exist.
var longPath = strings.Repeat("$ORIGIN/../nvidia/cublas/lib:", 500) + "$ORIGIN/../last"
