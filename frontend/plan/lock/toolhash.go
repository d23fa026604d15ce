package lock

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// pythonJSON writes values as json.dumps of Python does with sort_keys, because the tools hash that text.
type pythonJSON struct {
	item, key string // what separates items, and a key from its value
	out       strings.Builder
}

// toolContentHash is the SHA-256, in hexadecimal digits, of values written with json.dumps and the separators.
func toolContentHash(v any, item, key string) string {
	w := &pythonJSON{item: item, key: key}
	w.value(v)
	sum := sha256.Sum256([]byte(w.out.String()))
	return hex.EncodeToString(sum[:])
}

func (w *pythonJSON) value(v any) {
	switch v := v.(type) {
	case map[string]any:
		w.object(v)
	case []any:
		w.list(v)
	case string:
		w.text(v)
	case float64:
		w.out.WriteString(pythonFloat(v))
	case nil:
		w.out.WriteString("null")
	default: // integers and booleans; Python refuses dates, so that no lock has a hash with one
		fmt.Fprint(&w.out, v)
	}
}

func (w *pythonJSON) object(table map[string]any) {
	w.out.WriteByte('{')
	for i, key := range toolKeys(table) {
		if i > 0 {
			w.out.WriteString(w.item)
		}
		w.text(key)
		w.out.WriteString(w.key)
		w.value(table[key])
	}
	w.out.WriteByte('}')
}

func (w *pythonJSON) list(items []any) {
	w.out.WriteByte('[')
	for i, item := range items {
		if i > 0 {
			w.out.WriteString(w.item)
		}
		w.value(item)
	}
	w.out.WriteByte(']')
}

// text escapes everything but printable ASCII.
func (w *pythonJSON) text(s string) {
	w.out.WriteByte('"')
	for _, c := range s {
		switch {
		case c == '"' || c == '\\':
			w.out.WriteString(`\` + string(c))
		case strings.ContainsRune("\b\f\n\r\t", c):
			w.out.WriteByte('\\')
			w.out.WriteByte("btn?fr"[c-'\b'])
		case c < ' ' || c > '~':
			for _, unit := range utf16.Encode([]rune{c}) {
				fmt.Fprintf(&w.out, `\u%04x`, unit)
			}
		default:
			w.out.WriteRune(c)
		}
	}
	w.out.WriteByte('"')
}

// pythonFloat is what repr writes of a number.
func pythonFloat(v float64) string {
	switch {
	case math.IsNaN(v):
		return "NaN"
	case math.IsInf(v, 0):
		return map[bool]string{true: "Infinity", false: "-Infinity"}[v > 0]
	case v != 0 && (math.Abs(v) < 1e-4 || math.Abs(v) >= 1e16):
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	text := strconv.FormatFloat(v, 'f', -1, 64)
	if !strings.Contains(text, ".") {
		text += ".0"
	}
	return text
}
