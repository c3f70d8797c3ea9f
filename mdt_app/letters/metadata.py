"""A file says in one place what it is, in which language, and to which standards it was written."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape

MADE_WITH = "mdt"
ARCHIVE_PART, ARCHIVE_LEVEL, ACCESS_PART = 2, "A", 1
"""PDF/A-2, level A (ISO 19005-2), and PDF/UA-1 (ISO 14289-1)."""


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself; no name of a patient belongs here. The language as in BCP 47."""

    title: str
    language: str
    author: str = ""
    subject: str = ""


PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
{optional}<pdf:Producer>{made_with}</pdf:Producer><xmp:CreatorTool>{made_with}</xmp:CreatorTool>
<pdfaid:part>{archive}</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>
<pdfuaid:part>{access}</pdfuaid:part>
</rdf:Description>
{schema}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""

AUTHOR = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>\n"
SUBJECT = '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt></dc:description>\n'

SCHEMA = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""
"""PDF/A asks that a property outside its own list is described in the file."""


def packet(about: About) -> bytes:
    """The XMP packet, which says what the information dictionary says."""
    optional = AUTHOR.format(escape(about.author)) if about.author else ""
    optional += SUBJECT.format(escape(about.subject)) if about.subject else ""
    return PACKET.format(
        title=escape(about.title),
        language=escape(about.language),
        optional=optional,
        made_with=MADE_WITH,
        archive=ARCHIVE_PART,
        level=ARCHIVE_LEVEL,
        access=ACCESS_PART,
        schema=SCHEMA,
    ).encode()
