"""Copy the application: app.py SOURCE OUT WORKDIR, and options

OUT is the root of the layer; the files go to OUT/WORKDIR. When the files are not fit for an image, OUT/problem.txt says
why instead, a line for each problem. The outline gets the same tree with empty files, but for
those to keep (a lone `*`: all of them): what a build of the package's metadata may depend on. As long as no file is
added or removed, an edit leaves the outline as it was, and with it every step that reads it.
"""

import argparse
import os
import shutil
import sys

from common import compile_tree, hand_over, normalize, walk


def escapes(source, path):
    """Whether a link leads out of the project, or to a place that only the builder's machine has."""
    target = os.readlink(path)
    resolved = os.path.normpath(os.path.join(os.path.dirname(path), target))
    return os.path.isabs(target) or os.path.commonpath([resolved, source]) != source


def problems(source):
    """What is wrong with the files, a line for each: the key of the spec that it is about, what, and the remedy."""
    if not os.path.isdir(source) or not os.listdir(source):
        yield "project: there is no folder %s in the build context, or everything in it is kept out" % (source.partition("/src/")[2] or ".")
        return
    for path in sorted(path for path in walk(source) if os.path.islink(path)):
        if escapes(source, path):
            yield ("files: %s points to %s, which is not in the application; copy it in, or leave it out with"
                   " files.exclude or .dockerignore" % (os.path.relpath(path, source), os.readlink(path)))


def outline(source, out, keep):
    for root, folders, files in os.walk(source):
        place = os.path.join(out, os.path.relpath(root, source))
        os.makedirs(place, exist_ok=True)
        for name in files:
            path = os.path.join(root, name)
            relative = os.path.relpath(path, source)
            if not os.path.islink(path) and ("*" in keep or relative in keep):
                shutil.copyfile(path, os.path.join(place, name))
            else:
                open(os.path.join(place, name), "w").close()
    for name in keep:
        # A readme that .dockerignore keeps back is still declared by the manifest, and builds insist on it.
        path = os.path.join(out, name)
        if name.lower().startswith("readme") and not os.path.exists(path):
            open(path, "w").close()
    normalize(out)


def give(root, paths, owner):
    """Hand folders to the user of the image, and to group 0, as which clusters run images under any number."""
    for path in paths:
        folder = os.path.join(root, path.lstrip("/"))
        os.makedirs(folder, exist_ok=True)
        hand_over(folder, owner)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("source")
    parser.add_argument("out")
    parser.add_argument("workdir")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--outline")
    parser.add_argument("--keep", nargs="*", default=[])
    parser.add_argument("--owner", type=int)
    parser.add_argument("--writable", nargs="*", default=[])
    args = parser.parse_args()
    found = list(problems(args.source))
    if found:
        with open(os.path.join(args.out, "problem.txt"), "w", encoding="utf-8") as file:
            file.write("\n".join(found))
        return
    place = os.path.join(args.out, args.workdir.lstrip("/"))
    shutil.copytree(args.source, place, symlinks=True)
    if args.outline:
        outline(args.source, args.outline, args.keep)
    if args.compile:
        compile_tree(place, root=args.out)
    normalize(args.out)
    give(args.out, args.writable, args.owner)


if __name__ == "__main__":  # the workers of a process pool import this file
    main()
