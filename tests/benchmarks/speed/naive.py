"""What a user would otherwise write: requests, trafilatura, deep-translator in a loop, json.dump. The measure of ours.

    python naive.py URLS FOLDER ENGINE [THREADS]

URLS is a file with an address a line, ENGINE the translation service's. With THREADS the articles are shared out among
threads, and the translator with them, as its class invites to.
"""

import hashlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests
import trafilatura
from deep_translator import GoogleTranslator


def republish(url: str, folder: Path, translator: GoogleTranslator) -> None:
    """Fetch, extract and translate one article, paragraph by paragraph, and write it."""
    page = requests.get(url, timeout=30)
    page.raise_for_status()
    extracted = trafilatura.extract(page.text, url=url, output_format="json", with_metadata=True)
    if extracted is None:
        return
    article = json.loads(extracted)
    paragraphs = [paragraph for paragraph in article["text"].split("\n") if paragraph.strip()]
    made = {
        "url": url,
        "source": article["hostname"],
        "author": article["author"],
        "date": article["date"],
        "headline": translator.translate(article["title"] or ""),
        "paragraphs": [
            {"english": paragraph, "arabic": translator.translate(paragraph[:4999])} for paragraph in paragraphs
        ],
        "disclaimer": "ترجمة آلية عبر خدمة غوغل",
    }
    name = hashlib.sha256(url.encode()).hexdigest()[:16]
    with (folder / f"{name}.json").open("w", encoding="utf-8") as file:
        json.dump(made, file, ensure_ascii=False, indent=2)


def main() -> None:
    """Republish every address, one after the other or by threads."""
    urls = Path(sys.argv[1]).read_text("utf-8").split()
    folder, engine = Path(sys.argv[2]), sys.argv[3]
    threads = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    folder.mkdir(exist_ok=True)
    translator = GoogleTranslator(source="en", target="ar")
    translator._base_url = engine
    if threads == 1:
        for url in urls:
            republish(url, folder, translator)
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda url: republish(url, folder, translator), urls))


if __name__ == "__main__":
    main()
