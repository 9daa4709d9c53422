"""Word vectors of the npm package as plain files: vectors.py PACKAGE.json WORK -> words.txt, vectors.f32 (100 floats a word)."""
import array
import json
import sys

package, work = sys.argv[1:]
with open(package, encoding="utf-8") as f:
    content = json.load(f)
values = array.array("f")
for word in content["words"]:
    values.extend(content["vectors"][word][:content["dimensions"]])
with open(work + "/words.txt", "w", encoding="utf-8") as f:
    f.write("\n".join(content["words"]) + "\n")
with open(work + "/vectors.f32", "wb") as f:
    values.tofile(f)
