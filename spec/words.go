package spec

import (
	"fmt"
	"slices"
	"strings"
)

// word checks a value that must be one of a few.
func (r *report) word(t *text, allowed ...string) {
	if t != nil && !slices.Contains(allowed, t.value) {
		summary := fmt.Sprintf("%q is not one of those allowed (%s)", shorten(t.value), strings.Join(allowed, ", "))
		r.fail(ruleUnknownValue, t.place, summary, DidYouMean(shorten(t.value), allowed))
	}
}

// unique checks that no two items of a list have the same key. Items whose key is empty are not compared.
func (r *report) unique(l *list, key func(string) string) {
	if l == nil {
		return
	}
	seen := map[string]text{}
	for _, item := range l.items {
		k := key(item.value)
		if first, ok := seen[k]; ok && k != "" {
			r.fail(ruleDuplicateValue, item.place, fmt.Sprintf("%q says the same as %s", shorten(item.value), first.path), "remove one of the two")
			continue
		}
		seen[k] = item
	}
}

// items are the list's items; none where the file leaves the key out.
func items(l *list) []text {
	if l == nil {
		return nil
	}
	return l.items
}
