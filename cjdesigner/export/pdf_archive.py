"""What makes a PDF fit for archives: what it is called, twice; the colours that are meant; the map that it shows.

Nothing here has a date, so that the same map gives the same bytes.
"""

import hashlib
import re

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFObjectReference

from cjdesigner import language
from cjdesigner.export.document import Document
from cjdesigner.export.pdf_colour import NAME, srgb
from cjdesigner.export.pdf_file import Archive, stream, text_string
from cjdesigner.export.svg_tags import words

PROGRAM = "cjdesigner"
ENDING = ".cjmap"
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')

_XMP = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>{author}
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>{program}</xmp:CreatorTool><pdf:Producer>{program}</pdf:Producer>
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>Part</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_AUTHOR = "\n<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"


def title_of(document: Document) -> str:
    """What the document is called; never nothing."""
    untitled = language.catalogue(document.language).gettext("Untitled journey map")
    return " ".join(document.title.split()) or untitled


def language_of(document: Document) -> str:
    """The language's code as it is known everywhere; the first of several."""
    found = re.match(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", document.language)
    return found.group() if found else "und"


def add_info(doc: Archive, document: Document) -> PDFObjectReference:
    """What the document is called, as it was said before there was XMP."""
    said = {"Title": title_of(document), "Author": " ".join(document.author.split()), "Creator": PROGRAM,
            "Producer": PROGRAM}
    return doc.refer(PDFDictionary({key: text_string(_plain(value)) for key, value in said.items() if value}))


def add_metadata(doc: Archive, document: Document) -> PDFObjectReference:
    """The same as XMP, with the standards that the file keeps."""
    author = " ".join(document.author.split())
    said = _XMP.format(title=words(_plain(title_of(document))), language=words(language_of(document)), program=PROGRAM,
                       author=_AUTHOR.format(author=words(_plain(author))) if author else "")
    entry = {"Type": "/Metadata", "Subtype": "/XML"}
    return doc.refer(stream(said.encode("utf-8", errors="replace"), entry, packed=False))


def add_colours(doc: Archive) -> bytes:
    """Which red, green and blue are meant."""
    profile = doc.refer(stream(srgb(), {"N": 3}))
    name = text_string(NAME)
    return (b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier%b/Info%b/DestOutputProfile %d 0 R>>]"
            % (name, name, doc.number(profile)))


def add_map(doc: Archive, document: Document) -> bytes:
    """The map's own file as an attachment: entries of the catalogue, or nothing if the document carries none."""
    if document.source is None:
        return b""
    from cjdesigner.files.format import to_bytes

    content = to_bytes(document.source)
    sum_ = hashlib.md5(content, usedforsecurity=False).hexdigest().encode()
    entry = {"Type": "/EmbeddedFile", "Subtype": "/application#2Fjson",
             "Params": b"<</Size %d/CheckSum<%b>>>" % (len(content), sum_)}
    held = doc.number(doc.refer(stream(content, entry)))
    name = text_string(file_name(document))
    number = doc.reserve(1)
    doc.put(number, [b"<</Type/Filespec/F%b/UF%b/AFRelationship/Source/Desc%b/EF<</F %d 0 R/UF %d 0 R>>>>" % (
        text_string(f"map{ENDING}"), name, name, held, held)])
    return b"/AF[%d 0 R]/Names<</EmbeddedFiles<</Names[%b %d 0 R]>>>>" % (number, name, number)


def file_name(document: Document) -> str:
    """What the attached map is called: as the document is, without what a name of a file may not hold."""
    return f"{_NOT_IN_NAMES.sub('-', _plain(title_of(document))).strip(' .')[:80]}{ENDING}"


def _plain(text: str) -> str:
    """A text without what XML cannot hold, so that it is the same in both places."""
    return re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
