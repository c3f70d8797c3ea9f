"""WeasyPrint at work in a process of its own: for each file of HTML it says how many seconds of the processor it took.

It is run by whatever Python has WeasyPrint, and imports nothing of ours.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

fonts = FontConfiguration()
print("ready", flush=True)
for line in sys.stdin:
    page, begun = Path(line.strip()), time.process_time()
    pdf = HTML(string=page.read_text("utf-8"), base_url=str(page.parent)).write_pdf(
        pdf_variant="pdf/ua-1", font_config=fonts
    )
    print(time.process_time() - begun if pdf else 0, flush=True)
