"""Small PNG files: a screenshot with at most 256 colours is a third of what the browser writes, and looks the same.

Answers for: choosing the colours and writing the file. May not: change a size or leave a pixel out.
"""

import base64
import struct
import zlib

from playwright.async_api import Page

# Half of the palette are the most frequent colours (the steps of a soft shadow are many and near together); of the
# others so many that none is far from one of the palette.
_QUANTIZE = """async (png) => {
  const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = image;
  const pen = new OffscreenCanvas(width, height).getContext("2d");
  pen.drawImage(image, 0, 0);
  const pixels = new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const split = (pixel) => [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255, pixel];
  const colors = [...counts].sort((a, b) => b[1] - a[1]).map(([pixel]) => split(pixel));
  const apart = (a, b) => (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
  let palette = colors;
  for (let least = 2; palette.length > 256; least *= 1.3) {
    palette = colors.slice(0, 128);
    for (const color of colors.slice(128)) {
      if (palette.length > 256) break;
      if (palette.every((other) => apart(color, other) >= least)) palette.push(color);
    }
  }
  const place = new Map(colors.map((color) => {
    let [best, nearest] = [0, Infinity];
    for (let at = 0; at < palette.length; at++) {
      const far = apart(color, palette[at]);
      if (far < nearest) [best, nearest] = [at, far];
    }
    return [color[3], best];
  }));
  const indexes = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at++) indexes[at] = place.get(pixels[at]);
  let text = "";
  const step = 0x8000;
  for (let at = 0; at < indexes.length; at += step) text += String.fromCharCode(...indexes.subarray(at, at + step));
  return { width, height, palette: palette.flatMap(([r, g, b]) => [r, g, b]), indexes: btoa(text) };
}"""


async def with_few_colours(png: bytes, blank: Page) -> bytes:
    """The same picture as a PNG with a palette; ``blank`` is a page that may be used for reading it."""
    told = await blank.evaluate(_QUANTIZE, base64.b64encode(png).decode())
    width, height = int(told["width"]), int(told["height"])
    indexes = base64.b64decode(told["indexes"])
    lines = b"".join(b"\0" + indexes[at : at + width] for at in range(0, width * height, width))
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            _chunk(b"PLTE", bytes(told["palette"])),
            _chunk(b"IDAT", zlib.compress(lines, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
