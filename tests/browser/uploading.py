"""Files by hand: how somebody before the page chooses and drops them, and when they have arrived."""

import asyncio
from typing import cast

from playwright.async_api import FilePayload, Locator, Page, Route, expect

CARRIED = """files => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  return carried;
}"""


def payload(name: str, content: bytes = b"x", kind: str = "") -> FilePayload:
    return cast("FilePayload", {"name": name, "mimeType": kind, "buffer": content})


async def choose(control: Locator, *files: FilePayload) -> None:
    async with control.page.expect_file_chooser() as chooser:
        await control.click()
    await (await chooser.value).set_files(files)


async def drop(place: Locator, *files: tuple[str, str]) -> None:
    carried = await place.page.evaluate_handle(CARRIED, files)
    for kind in ("dragover", "drop"):
        await place.dispatch_event(kind, {"dataTransfer": carried})


def chips(place: Page | Locator) -> Locator:
    return place.locator(".attachment")


async def expect_uploaded(place: Page | Locator, count: int) -> None:
    await expect(chips(place)).to_have_count(count)
    await expect(place.locator(".attachment[aria-busy]")).to_have_count(0)


async def hold_uploads(page: Page) -> asyncio.Queue[Route]:
    """Let no upload arrive until it is taken out of the queue and continued."""
    held: asyncio.Queue[Route] = asyncio.Queue()
    await page.route("**/ui/upload?*", held.put)
    return held
