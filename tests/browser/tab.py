"""The one page that a worker's tests hand on, each time as good as new; after a failure the next test gets another."""

from playwright.async_api import Browser, ConsoleMessage, Page

NOWHERE = "about:blank"
FORGET = "() => { sessionStorage.clear(); localStorage.clear(); }"


class Tab:
    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._page: Page | None = None
        self.complaints: list[str] = []  # what the browser's console complained of since the page was taken

    async def take(self, *, width: int, height: int) -> Page:
        page = self._page = self._page or await self._open()
        self.complaints.clear()
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme="light", reduced_motion="reduce")
        return page

    async def give_back(self, *, failed: bool, stays: bool) -> None:
        """Leave the playground, which is soon gone, unless the next test `stays` at it; close what failed."""
        if failed:
            await self.close()
        elif self._page:
            await _clear(self._page)
            if not stays:
                await self.leave()

    async def leave(self) -> None:
        """Go nowhere, and forget: a page that stays where it is calls its playground again and again."""
        if self._page and self._page.url != NOWHERE:
            await self._page.evaluate(FORGET)
            await self._page.goto(NOWHERE)

    async def close(self) -> None:
        if self._page:
            await self._page.close()
        self._page = None

    async def _open(self) -> Page:
        page = await self._browser.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._hear)
        page.on("filechooser", lambda _: None)  # or a key might open the chooser before a test waits for it
        return page

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)


async def _clear(page: Page) -> None:
    for other in page.context.pages:
        if other != page:
            await other.close()
    await page.unroute_all()
    await page.context.clear_permissions()
