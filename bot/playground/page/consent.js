// The consent page: it speaks to whoever is chosen on it. Without this script it goes on in the language it began with.

const chooser = () => document.querySelector("#user");

document.addEventListener("change", () => {
  if (chooser().selectedOptions[0].dataset.language !== document.documentElement.lang) redraw(chooser().value);
});

async function redraw(chosen) {
  const address = new URL(location.href);
  address.searchParams.set("as", chosen);
  const answer = await fetch(address);
  const drawn = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (chooser().value === chosen) show(drawn, address); // else somebody else was chosen meanwhile
}

function show(drawn, address) {
  history.replaceState(null, "", address);
  document.documentElement.lang = drawn.documentElement.lang;
  document.title = drawn.title;
  document.querySelector("main").replaceWith(drawn.querySelector("main"));
  chooser()?.focus();
}
