"""Copy the application: app.py SOURCE OUT WORKDIR, and options

OUT is the root of the layer; the files go to OUT/WORKDIR. When the files are not fit for an image, OUT/problem.json says
why instead: a list of problems, each with the key of the spec that it is about, a summary and a remedy.

The outline gets the same tree with empty files, and the metadata over it: what builds of the packages' metadata may depend
on. As long as no file is added or removed, an edit leaves the outline as it was, and with it every step that reads it. A
folder named by --contents is whole in the outline.
"""

import argparse
import os
import shutil
import stat

from appfiles import date, give
from common import compile_tree, normalize, note, walk


def escapes(source, workdir, path):
    """Whether a link leads to what the application does not have."""
    target = os.readlink(path)
    if os.path.isabs(target):
        return os.path.commonpath([os.path.normpath(target), workdir]) != workdir
    resolved = os.path.normpath(os.path.join(os.path.dirname(path), target))
    return os.path.commonpath([resolved, source]) != source


def problems(source, workdir, writable):
    """What is wrong with the files, as (key, summary, remedy)."""
    if not os.path.isdir(source) or not os.listdir(source):
        folder = source.partition("/src/")[2]
        yield ("project", "there is no folder %s in the build context, or everything in it is kept out" % folder if folder
               else "nothing of the build context is left",
               "see what files.include, files.exclude and .dockerignore keep")
        return
    for folder in writable:
        path = os.path.join(source, os.path.relpath(folder, workdir))
        if os.path.lexists(path) and not os.path.isdir(path) or os.path.islink(path):
            yield "writable", os.path.relpath(folder, workdir) + " is no folder of the application", "name the folder itself"
    remedy = "copy it in, or leave it out with files.exclude or .dockerignore"
    for path in sorted(walk(source)):
        mode, name = os.lstat(path).st_mode, os.path.relpath(path, source)
        if stat.S_ISLNK(mode) and escapes(source, workdir, path):
            yield "files", "%s points to %s, which is not in the application" % (name, os.readlink(path)), remedy
        elif not (stat.S_ISLNK(mode) or stat.S_ISDIR(mode) or stat.S_ISREG(mode)):
            yield "files", name + " is neither a file, a folder nor a link", "leave it out with .dockerignore"


def report(out, found):
    note(os.path.join(out, "problem.json"), [dict(zip(("key", "summary", "remedy"), problem)) for problem in found])


def empty(_, target):
    open(target, "w").close()


def outline(source, metadata, out, contents):
    shutil.copytree(source, out, symlinks=True, dirs_exist_ok=True, copy_function=empty)
    for folder in contents:
        shutil.copytree(os.path.join(source, folder), os.path.join(out, folder), dirs_exist_ok=True,
                        ignore_dangling_symlinks=True, copy_function=replace)
    if os.path.isdir(metadata):
        shutil.copytree(metadata, out, dirs_exist_ok=True, ignore_dangling_symlinks=True, copy_function=replace)
    normalize(out)


def replace(source, target):
    if os.path.lexists(target):
        os.remove(target)
    shutil.copyfile(source, target)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("out")
    parser.add_argument("workdir")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--outline")
    parser.add_argument("--metadata")
    parser.add_argument("--contents", action="append", default=[])
    parser.add_argument("--owner", type=int)
    parser.add_argument("--writable", action="append", default=[])
    return parser.parse_args()


def main():
    args = arguments()
    found = list(problems(args.source, args.workdir, args.writable))
    if found:
        report(args.out, found)
        return
    place = os.path.join(args.out, args.workdir.lstrip("/"))
    shutil.copytree(args.source, place, symlinks=True)
    if args.outline:
        outline(args.source, args.metadata, args.outline, args.contents)
    writable = [os.path.join(args.out, path.lstrip("/")) for path in args.writable]
    for path in writable:
        os.makedirs(path, exist_ok=True)  # now, because it gives the folder above a new time
    if args.compile:
        compile_tree(place, root=args.out)
    normalize(args.out)
    date(place)
    for path in writable:
        give(path, args.owner)


main()
