"""Find out which commands of a maintainer script run when its package is first installed, as far as plain shell tells.

What is not understood counts as run. A condition that is not understood may be either, so both of its branches are.
"""

import re
import shlex

# Commands that change nothing, or nothing on a first installation.
HARMLESS = {"set", ":", "true", "false", "command", "which", "echo", "dpkg-maintscript-helper", "return", "shift", "umask", "printf", "local", "type"}

# What dpkg --compare-versions answers where the first version is empty (dpkg(1)): it is earlier than any, or, with -nl, later.
EMPTY = {"lt": True, "le": True, "lt-nl": False, "le-nl": False, "gt": False, "ge": False, "gt-nl": True, "ge-nl": True,
         "eq": False, "ne": True}


class Beyond(Exception):
    """The script is more than this understands."""


class Done(Exception):
    """The script has ended."""


def reached(kind, text):
    """The commands of a script that may run, each as a line."""
    script = Script({"preinst": ["install"], "postinst": ["configure", ""], "config": ["configure", ""]}[kind])
    try:
        script.tokens = tokens(text)
        script.run_list((), True)
    except Done:
        pass
    except (Beyond, ValueError, IndexError, RecursionError) as reason:
        return [*script.effects, "? %s" % reason]
    return script.effects


def tokens(text):
    """The words of a script, with line ends as words of their own."""
    if re.search(r"<<-?\s*['\"\\]?\w", text):
        raise Beyond("text inside the script")
    lexer = shlex.shlex(text.replace("\\\n", " ").replace("\n", " \n "), posix=False, punctuation_chars=";&|()<>")
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t", True, ""
    return list(lexer) + ["\n"]


class Script:
    def __init__(self, arguments):
        self.arguments, self.effects, self.functions, self.at = arguments, [], {}, 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def next(self):
        self.at += 1
        return self.tokens[self.at - 1]

    def skip(self, *words):
        while self.peek() in words:
            self.at += 1

    def expect(self, word):
        self.skip("\n")
        if self.next() != word:
            raise Beyond("no %s where one should be" % word)

    def run_list(self, ends, live):
        """Commands up to one of some words; live says whether they run: True, False, or None for perhaps."""
        answer = True
        while True:
            self.skip("\n", ";", "&")
            if self.peek() is None or self.peek() in ends:
                return answer
            answer = self.and_or(live)

    def and_or(self, live):
        answer = self.pipeline(live)
        while self.peek() in ("&&", "||"):
            wanted = self.next() == "&&"
            self.skip("\n")
            runs = live if answer is wanted else both(live, None) if answer is None else False
            other = self.pipeline(runs)
            answer = other if answer is wanted else None if answer is None else answer
        return answer

    def pipeline(self, live):
        negated = self.peek() == "!"
        self.skip("!")
        answer = self.command(live)
        while self.peek() == "|":
            self.next()
            self.skip("\n")
            self.command(live)
            answer = None
        return answer if not negated or answer is None else not answer

    def command(self, live):
        word = self.peek()
        if word == "if":
            return self.conditional(live)
        if word == "case":
            return self.case(live)
        if word in ("{", "("):
            self.next()
            end = {"{": "}", "(": ")"}[word]
            answer = self.run_list((end,), live)
            self.expect(end)
            return answer
        if word in ("for", "while", "until"):
            return self.loop(live)
        if self.tokens[self.at + 1:self.at + 2] == ["()"] or self.tokens[self.at + 1:self.at + 3] == ["(", ")"]:
            return self.function()
        return self.simple(live)

    def conditional(self, live):
        left = live
        while self.next() in ("if", "elif"):
            holds = self.run_list(("then",), left)
            self.expect("then")
            self.run_list(("elif", "else", "fi"), left if holds is True else False if holds is False else both(left, None))
            left = left if holds is False else False if holds is True else both(left, None)
            if self.peek() == "else":
                self.next()
                self.run_list(("fi",), left)
        return None

    def case(self, live):
        self.next()
        value = self.value(self.next())
        self.expect("in")
        left = live
        self.skip("\n")
        while self.peek() != "esac":
            patterns = []
            self.skip("(")
            while (word := self.next()) != ")":
                patterns += [word] if word != "|" else []
            fits = None if value is None else any(pattern.strip("'\"") in ("*", value) for pattern in patterns)
            if fits is False and any(set("*?[") & set(pattern) for pattern in patterns):
                fits = None
            self.run_list((";;", "esac"), left if fits is True else False if fits is False else both(left, None))
            left = left if fits is False else False if fits is True else both(left, None)
            self.skip(";;", "\n")
        self.next()
        return None

    def loop(self, live):
        start = self.next()
        if start == "for":
            while self.next() not in ("\n", ";"):
                pass
        else:
            self.run_list(("do",), both(live, None))
        self.expect("do")
        self.run_list(("done",), both(live, None))
        self.expect("done")
        self.redirections()
        return None

    def function(self):
        name = self.next()
        while self.peek() in ("(", ")", "()", "\n"):
            self.next()
        start = self.at
        self.run_list_of_function(False)
        self.functions[name] = start
        return True

    def run_list_of_function(self, live):
        self.expect("{")
        self.run_list(("}",), live)
        self.expect("}")

    def call(self, name, arguments, live):
        kept, self.at, self.arguments, before = self.at, self.functions[name], arguments, self.arguments
        if kept == self.at:
            raise Beyond("a function that calls itself")
        self.run_list_of_function(both(live, None) if None in arguments else live)
        self.at, self.arguments = kept, before

    def redirections(self):
        words = []
        while self.peek() not in (None, "\n", ";", "&&", "||", "|", ")", ";;", "&"):
            words.append(self.next())
        if self.peek() == "&" and words and words[-1] in (">", "<"):
            raise Beyond("a redirection")
        return words

    def simple(self, live):
        words = self.redirections()
        if not words:
            raise Beyond("a word %r that begins no command" % self.peek())
        if live is False:
            return None
        while words and re.fullmatch(r"\w+=.*", words[0]):
            if "`" in words[0] or "$(" in words[0]:
                self.effects.append(" ".join(words))
                return None
            words = words[1:]
        return self.execute(words, live) if words else True

    def execute(self, words, live):
        name = words[0]
        if name in ("[", "test"):
            return self.test(words[1:-1] if name == "[" else words[1:])
        if words[:2] == ["dpkg", "--compare-versions"]:
            return EMPTY.get(words[3]) if self.value(words[2]) == "" else None
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
