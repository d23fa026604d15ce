package rig

import (
	"debug/elf"
	"strings"
	"testing"
)

func TestMachineOf(t *testing.T) {
	for _, c := range []struct {
		header string
		want   elf.Machine
	}{
		{"\x7fELF\x02\x01\x01" + strings.Repeat("\x00", 9) + "\x03\x00\xb7\x00", elf.EM_AARCH64},
		{"\x7fELF\x02\x02\x01" + strings.Repeat("\x00", 9) + "\x00\x03\x00\x16", elf.EM_S390},
		{"\x7fELF\x02\x01", elf.EM_NONE},
		{"#!/usr/bin/python3 and so on", elf.EM_NONE},
	} {
		if got := machineOf([]byte(c.header)); got != c.want {
			t.Errorf("%q is for %v, want %v", c.header, got, c.want)
		}
	}
}

func TestForeignIsNotOwn(t *testing.T) {
	if Own().Machine == Foreign().Machine || Own().Name == Foreign().Name {
		t.Errorf("%v and %v", Own(), Foreign())
	}
}
