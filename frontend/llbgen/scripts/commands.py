"""Find out what single commands of a maintainer script answer and change, as far as plain shell tells."""

import re

# Commands that change nothing, or nothing on a first installation.
HARMLESS = {"set", ":", "true", "false", "which", "echo", "dpkg-maintscript-helper", "return", "umask", "printf", "local", "type"}

# What dpkg --compare-versions answers where the first version is empty (dpkg(1)): it is earlier than any, or, with -nl, later.
EMPTY = {"lt": True, "le": True, "lt-nl": False, "le-nl": False, "gt": False, "ge": False, "gt-nl": True, "ge-nl": True,
         "eq": False, "ne": True}


class Beyond(Exception):
    """The script is more than this understands."""


class Done(Exception):
    """The script has ended."""


class Commands:
    """The commands of one script: its arguments, its functions, and what it does (effects)."""

    def __init__(self, arguments):
        self.arguments, self.effects, self.functions = arguments, [], {}

    def execute(self, words, live):
        name = words[0]
        if name in ("[", "test"):
            return self.test(words[1:-1] if name == "[" else words[1:])
        if words[:2] == ["dpkg", "--compare-versions"]:
            return EMPTY.get(words[3]) if self.value(words[2]) == "" else None
        if name == "shift" or words[:2] == ["set", "--"]:
            raise Beyond("other arguments")
        if words[:2] == ["command", "-v"]:
            return None
        if name == "exit":
            if live is True:
                raise Done
            return None
        if name in self.functions:
            self.call(name, [self.value(word) for word in words[1:]], live)
            return None
        if name not in HARMLESS or set(words) & {">", ">>"} and "/dev/null" not in words and ">&2" not in words:
            self.effects.append(" ".join(words))
        return {"true": True, ":": True, "false": False}.get(name)

    def value(self, word):
        """What a word stands for, None where nobody knows."""
        word = word.strip("\"'")
        numbers = r"\$\{?([1-9])(?::-|-)?\}?"
        text = re.sub(numbers, lambda found: "\0" if self.argument(int(found[1])) is None else self.argument(int(found[1])), word)
        return None if "$" in text or "`" in text or "\0" in text else text

    def argument(self, number):
        return self.arguments[number - 1] if number <= len(self.arguments) else ""

    def test(self, words):
        for operator, join in (("-o", any), ("-a", all)):
            if operator in words:
                at = words.index(operator)
                found = [self.test(words[:at]), self.test(words[at + 1:])]
                decisive = join is any
                return decisive if decisive in found else None if None in found else not decisive
        if words[:1] == ["!"]:
            answer = self.test(words[1:])
            return None if answer is None else not answer
        values = [self.value(word) for word in words]
        if len(words) == 2 and words[0] in ("-n", "-z"):
            return None if values[1] is None else (values[1] == "") == (words[0] == "-z")
        if len(words) == 3 and words[1] in ("=", "==", "!="):
            return None if None in values else (values[0] == values[2]) == (words[1] != "!=")
        if len(words) == 1:
            return None if values[0] is None else values[0] != ""
        return None


def both(live, condition):
    """Whether what runs if two things hold does."""
    return False if live is False or condition is False else None if None in (live, condition) else True
