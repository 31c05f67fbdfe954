"""The layers of a PDF: one for each lane, named after it, which a viewer can hide."""

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference

from cjdesigner.export.pdf_file import Archive, text_string


def add_layers(doc: Archive, names: dict[str, str]) -> tuple[dict[str, PDFObjectReference], bytes]:
    """Layers by the names of their resources, and the catalogue's entry for them. `names` are what they are called."""
    layers = {key: doc.refer(PDFDictionary({"Type": "/OCG", "Name": text_string(name)})) for key, name in names.items()}
    listed = b" ".join([b"%d 0 R" % doc.number(layer) for layer in layers.values()])
    entry = b"<</OCGs[%b]/D<</Name(Lanes)/BaseState/ON/Order[%b]>>>>" % (listed, listed)
    return layers, entry
