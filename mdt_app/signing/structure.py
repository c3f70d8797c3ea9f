"""A tagged letter stays tagged: the signature's field takes its place in the structure, after what the letter says."""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    pdf_string,
)
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from mdt_app.domain.letters.signing import Mark


def tag(mark: Mark, field: Any, writer: IncrementalPdfFileWriter) -> None:
    """Hang the field under the outermost element, as a form field has to be (ISO 14289-1, 7.18.4)."""
    root, page = writer.root["/StructTreeRoot"], field.raw_get("/P")
    parent = outermost(root)
    kid = named(Type=NameObject("/OBJR"), Obj=field_reference(field, writer), Pg=page)
    element = named(
        Type=NameObject("/StructElem"),
        S=NameObject("/Form"),
        P=reference(parent),
        Pg=page,
        K=ArrayObject([kid]),
        Alt=pdf_string(mark.spoken),
        Lang=pdf_string(mark.language),
    )
    added = writer.add_object(element)
    hang(parent, added, writer)
    field["/StructParent"] = NumberObject(numbered(root, added, writer))


def outermost(root: Any) -> Any:
    """The document's one element, else the root of the structure itself."""
    kids = entry(root, "/K")
    if isinstance(kids, ArrayObject):
        return kids[0].get_object() if len(kids) == 1 else root
    return root if kids is None else kids


def hang(parent: Any, kid: IndirectObject, writer: IncrementalPdfFileWriter) -> None:
    """Make an element the last of its parent's."""
    kids = entry(parent, "/K")
    if isinstance(kids, ArrayObject):
        kids.append(kid)
        writer.update_container(kids)
        return
    parent["/K"] = ArrayObject([kid] if kids is None else [parent.raw_get("/K"), kid])
    writer.update_container(parent)


def numbered(root: Any, element: IndirectObject, writer: IncrementalPdfFileWriter) -> int:
    """Enter an element in the tree that leads from objects on pages to elements; gives its new number there."""
    if "/ParentTree" not in root:
        root["/ParentTree"] = writer.add_object(named(Nums=ArrayObject()))
    tree = root["/ParentTree"]
    number = max([int(entry(root, "/ParentTreeNextKey") or 0), *(one + 1 for one in numbers(tree))])
    leads = ArrayObject([NumberObject(number), element])
    if "/Kids" in tree:
        limits = ArrayObject([NumberObject(number), NumberObject(number)])
        leaf = writer.add_object(named(Limits=limits, Nums=leads))
        tree["/Kids"].append(leaf)
        writer.update_container(tree["/Kids"])
    else:
        tree["/Nums"].extend(leads)
        writer.update_container(tree["/Nums"])
    root["/ParentTreeNextKey"] = NumberObject(number + 1)
    writer.update_container(root)
    return number


def numbers(tree: Any) -> list[int]:
    """Every number of a tree and the trees below it."""
    below = [number for kid in entry(tree, "/Kids") or () for number in numbers(kid.get_object())]
    return [int(one) for one in list(entry(tree, "/Nums") or ())[::2]] + below


def entry(holder: Any, name: str) -> Any:
    """What an entry of a dictionary leads to, None where there is none; the library's own `get` gives a pointer."""
    try:
        return holder[name]
    except KeyError:
        return None


def reference(thing: Any) -> IndirectObject:
    """What points to an object that stands by itself in the file."""
    place = thing.container_ref
    return IndirectObject(place.idnum, place.generation, place.pdf)


def field_reference(field: Any, writer: IncrementalPdfFileWriter) -> IndirectObject:
    """What points to a field that was just made; raises StopIteration where it is no field of the form."""
    fields = writer.root["/AcroForm"]["/Fields"]
    found: IndirectObject = next(one for one in fields if one.get_object() is field)
    return found


def named(**entries: Any) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in entries.items()})
