"""Workbooks taken apart and put together by hand, with things in them that no test can make with openpyxl."""

from __future__ import annotations

from pathlib import Path

from tests.support.zips import rezip, unzip

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MICROSOFT = "http://schemas.microsoft.com/office"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
ART = "http://schemas.openxmlformats.org/drawingml/2006/main"

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf"
    "500f0003860180d1c4ec4b0000000049454e44ae426082"
)


class Package:
    """The parts of a workbook file, to be changed by hand."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.parts = unzip(file.read_bytes())

    def write(self) -> bytes:
        """Write the file, and return its bytes."""
        file = rezip(self.parts)
        self.file.write_bytes(file)
        return file

    def sheet(self, number: int = 1) -> str:
        """Return the name of a sheet's part."""
        return f"xl/worksheets/sheet{number}.xml"

    def replace(self, part: str, old: str, new: str) -> None:
        """Replace the first occurrence of a text in a part."""
        assert old.encode() in self.parts[part], (part, old)
        self.parts[part] = self.parts[part].replace(old.encode(), new.encode(), 1)

    def at_end(self, part: str, text: str) -> None:
        """Put a text before the end tag of a part's outermost element."""
        content = self.parts[part]
        place = content.rindex(b"</")
        self.parts[part] = content[:place] + text.encode() + content[place:]

    def relate(self, part: str, kind: str, target: str, content: bytes, content_type: str) -> None:
        """Add a part that another one refers to."""
        folder, _, name = part.rpartition("/")
        place = f"{folder}/_rels/{name}.rels".lstrip("/")
        if place not in self.parts:
            self.parts[place] = f'<Relationships xmlns="{PACKAGE}"></Relationships>'.encode()
        self.at_end(place, f'<Relationship Id="rIdX" Type="{kind}" Target="/{target}"/>')
        self.parts[target] = content
        self.at_end("[Content_Types].xml", f'<Override PartName="/{target}" ContentType="{content_type}"/>')

    def draw(self, inner: str, sheet: int = 1) -> None:
        """Draw something on a sheet: the inside of an anchor."""
        anchor = (
            "<xdr:from><xdr:col>9</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>1</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
            '<xdr:ext cx="90000" cy="90000"/>'
        )
        drawing = (
            f'<xdr:wsDr xmlns:xdr="{DRAWING}" xmlns:a="{ART}" xmlns:r="{RELATIONS}">'
            f"<xdr:oneCellAnchor>{anchor}{inner}<xdr:clientData/></xdr:oneCellAnchor></xdr:wsDr>"
        )
        kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
        self.relate(self.sheet(sheet), f"{RELATIONS}/drawing", "xl/drawings/drawing7.xml", drawing.encode(), kind)
        self.at_end(self.sheet(sheet), f'<drawing xmlns:r="{RELATIONS}" r:id="rIdX"/>')

    def add_picture(self, sheet: int = 1) -> None:
        """Put a picture on a sheet."""
        self.draw(
            '<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture" descr="a dot"/><xdr:cNvPicPr/></xdr:nvPicPr>'
            '<xdr:blipFill><a:blip r:embed="rIdX"/></xdr:blipFill><xdr:spPr/></xdr:pic>',
            sheet,
        )
        self.relate("xl/drawings/drawing7.xml", f"{RELATIONS}/image", "xl/media/image7.png", PNG, "image/png")

    def extend(self, uri: str, inner: str, sheet: int = 1) -> None:
        """Put an extension of newer Excel on a sheet."""
        space = f'xmlns:x14="{MICROSOFT}/spreadsheetml/2009/9/main" xmlns:xm="{MICROSOFT}/excel/2006/main"'
        self.at_end(self.sheet(sheet), f'<extLst><ext uri="{uri}" {space}>{inner}</ext></extLst>')
