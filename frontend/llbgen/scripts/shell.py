"""Find out which commands of a maintainer script run when its package is first installed, as far as plain shell tells.

What is not understood counts as run. A condition that is not understood may be either, so both of its branches are.
"""

import re
import shlex

from commands import Beyond, Commands, Done, both

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


class Script(Commands):
    """A script that is read word by word."""

    def __init__(self, arguments):
        super().__init__(arguments)
        self.at = 0

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
