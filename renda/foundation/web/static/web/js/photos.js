// Owns choosing photographs: previews, removal, and making large ones smaller before they travel.
import { announce, said } from "./words.js";

const LONGEST = 2000;
const LARGE = 1200 * 1024;
const ready = new WeakSet();

async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < LARGE) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.86); });
    return blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, ".jpg"), { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

function set(input, files) {
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  input.files = transfer.files;
}

function prepare(box) {
  const input = box.querySelector("input[type=file]");
  const most = Number(box.dataset.atMost) || 6;
  let files = [];
  let turn = Promise.resolve();
  const say = document.createElement("output");
  box.append(say);
  box.classList.add("is-ready");

  function draw() {
    box.querySelectorAll(".photo").forEach((photo) => { URL.revokeObjectURL(photo.querySelector("img").src); photo.remove(); });
    files.forEach((file) => {
      const photo = document.createElement("span");
      photo.className = "photo";
      const image = document.createElement("img");
      image.src = URL.createObjectURL(file);
      image.alt = file.name;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "✕";
      remove.setAttribute("aria-label", said("remove"));
      remove.addEventListener("click", () => { files = files.filter((other) => other !== file); set(input, files); draw(); input.focus(); });
      photo.append(image, remove);
      box.insertBefore(photo, input.closest(".photo-add"));
    });
    input.closest(".photo-add").hidden = files.length >= most;
  }

  async function add(chosen) {
    const taken = chosen.slice(0, most - files.length);
    say.textContent = taken.length < chosen.length ? said("tooMany", { n: most }) : "";
    if (say.textContent) announce(say.textContent);
    files = [...files, ...(await Promise.all(taken.map(smaller)))];
    set(input, files);
    draw();
  }

  input.addEventListener("change", () => {
    const chosen = [...input.files];
    // Until the smaller copies are ready the originals stay chosen, so that a quick submit loses nothing.
    set(input, [...files, ...chosen].slice(0, most));
    turn = turn.then(() => add(chosen));
  });
}

export function start(root) {
  if (typeof DataTransfer === "undefined") return;
  root.querySelectorAll("[data-photos]").forEach((box) => { if (!ready.has(box)) { ready.add(box); prepare(box); } });
}
