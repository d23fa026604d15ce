package rig

import (
	"debug/elf"
	"encoding/binary"
)

// machineOf reads the header of an ELF file: its class, its byte order, and as the second number of two bytes the machine.
func machineOf(data []byte) elf.Machine {
	const at = 18
	if len(data) < at+2 || string(data[:len(elf.ELFMAG)]) != elf.ELFMAG {
		return elf.EM_NONE
	}
	if elf.Data(data[elf.EI_DATA]) == elf.ELFDATA2MSB {
		return elf.Machine(binary.BigEndian.Uint16(data[at:]))
	}
	return elf.Machine(binary.LittleEndian.Uint16(data[at:]))
}
