// Making the pieces of the page.

const HUES = ["#d06a4b", "#5b7fd1", "#8a63c7", "#2b9a83", "#c2558f", "#b8862b"];

export const $ = (id) => document.getElementById(id);

export function make(tag, properties = {}, ...children) {
  const { data, ...plain } = properties;
  const node = Object.assign(document.createElement(tag), plain);
  Object.assign(node.dataset, data ?? {});
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

export function avatar(name, seed) {
  const node = make("span", { className: "avatar", textContent: [...name][0]?.toUpperCase() ?? "?" });
  node.style.setProperty("--hue", HUES[Math.abs(seed) % HUES.length]);
  node.setAttribute("aria-hidden", "true");
  return node;
}

export function leave(node) {
  node.classList.add("leaving");
  node.addEventListener("animationend", () => node.remove(), { once: true });
}
