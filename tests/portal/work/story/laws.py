"""The laws of the story, written for it: a scan in Arabic without a text layer, and a printed one of forty articles."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import weasyprint
from PIL import Image

DPI = 200
PAPER = 160
"""Grey above this is paper."""

STYLE = """@page { size: A4; margin: 25mm }
body { font: 15pt/1.7 'Noto Serif', 'Noto Naskh Arabic' } h1 { font-size: 20pt; text-align: center }
h2 { font-size: 16pt }
.new { break-before: page }"""

ARABIC = f"""<html lang="ar" dir="rtl"><style>{STYLE}</style><body>
<p>جمهورية مصر العربية</p>
<h1>قانون رقم 7 لسنة 2019 بشأن مكافحة الاتجار بالأشخاص</h1>
<h2>المادة 1</h2>
<p>يهدف هذا القانون إلى منع الاتجار بالأشخاص ومكافحته وحماية الضحايا ومساعدتهم.</p>
<h2>المادة 2</h2>
<p>يعاقب بالسجن كل من ارتكب جريمة الاتجار بالأشخاص. ولا يعتد برضا الضحية في أي حال من الأحوال.</p>
<h2 class="new">المادة 3</h2>
<p>تصادر المحكمة الأموال المتحصلة من الجريمة. وتخصص هذه الأموال لمساعدة الضحايا.</p>
<h2>المادة 4</h2>
<p>ينشر هذا القانون في الجريدة الرسمية ويعمل به من اليوم التالي لتاريخ نشره.</p>
<p>صدر في 12 مارس 2019</p>
</body></html>"""

ARTICLES = 40

BEFORE_ARTICLES = f"""<html lang="en"><style>{STYLE}</style><body>
<p>Republic of Kenya</p>
<h1>Act No. 12 of 2021 on Trafficking in Persons</h1>
<p>Adopted on 3 May 2021</p>"""


def scanned_law() -> bytes:
    """A law of four articles on two pages, as an office scans it: a PDF of bi-level images, a little askew."""
    pages = []
    with pypdfium2.PdfDocument(_printed(ARABIC)) as document:
        for page in document:
            grey = page.render(scale=DPI / 72, grayscale=True).to_pil()
            askew = grey.rotate(0.3, Image.Resampling.BICUBIC, fillcolor=255)
            pages.append(askew.point(lambda value: 255 if value > PAPER else 0).convert("1"))
    content = BytesIO()
    pages[0].save(content, format="PDF", save_all=True, append_images=pages[1:], resolution=DPI)
    return content.getvalue()


def printed_law() -> bytes:
    """An act of forty articles with its text."""
    return _printed(BEFORE_ARTICLES + "".join(map(_article, range(1, ARTICLES + 1))))


def letter() -> bytes:
    """The letter with which a law is sent."""
    return _printed("<html lang='ar' dir='rtl'><body><p>نرسل إليكم القانون رقم 7 لسنة 2019.</p></body></html>")


def _article(number: int) -> str:
    return (
        f"<h2>Article {number}. Duty {number}</h2><p>Every authority that meets a victim of trafficking in persons "
        f"tells the office of section {number} of it. The office answers within {number + 1} days.</p>"
    )


def _printed(html: str) -> bytes:
    content: bytes = weasyprint.HTML(string=html).write_pdf()
    return content
