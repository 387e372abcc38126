// Files that are dragged onto a place of the page; one that misses every place must not open instead of the page.

import { t } from "./i18n.js";

const hasFiles = ({ dataTransfer }) => Boolean(dataTransfer?.types.includes("Files"));

window.addEventListener("dragover", (event) => {
  if (!hasFiles(event) || event.defaultPrevented) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = "none";
});

/** Has `take(files)` called with what is dropped on a place, as long as `isOpen()`. */
export function takeDrops(place, take, isOpen = () => true) {
  const leave = () => place.classList.remove("dropping");
  place.addEventListener("dragover", (event) => {
    if (!hasFiles(event) || !isOpen()) return;
    event.preventDefault();
    place.dataset.drop = t("drop_files");
    place.classList.add("dropping");
  });
  place.addEventListener("dragleave", ({ relatedTarget }) => {
    if (!place.contains(relatedTarget)) leave();
  });
  place.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    leave();
    if (isOpen()) take([...event.dataTransfer.files]);
  });
}
