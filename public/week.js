// Paints the free parts of a week: drag over boxes to tick or untick them, arrow keys move between them. Without this each
// box is ticked by itself.
function begin(table) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("input[type=checkbox]")]);
  const boxes = rows.flat();
  let start, value, painted;
  const boxAt = (event) => {
    const box = document.elementFromPoint(event.clientX, event.clientY)?.closest("td")?.querySelector("input");
    return boxes.includes(box) ? box : undefined;
  };
  table.addEventListener("pointerdown", (event) => {
    painted = false;
    start = event.button ? undefined : boxAt(event);
    value = start && !start.checked;
  });
  document.addEventListener("pointermove", (event) => {
    const box = start && boxAt(event);
    if (!box || (box === start && !painted)) return;
    painted = true;
    start.checked = value;
    box.checked = value;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      start = undefined;
      // After the click of this drag, which may fall outside the table.
      setTimeout(() => (painted = false));
    });
  }
  // The click that ends a drag ticks nothing more.
  table.addEventListener("click", (event) => painted && event.preventDefault(), true);
  // Text is not marked while boxes are painted.
  table.addEventListener("selectstart", (event) => start && event.preventDefault());

  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const stop = (box) => boxes.forEach((one) => (one.tabIndex = one === box ? 0 : -1));
  stop(boxes[0]);
  table.addEventListener("focusin", (event) => boxes.includes(event.target) && stop(event.target));
  table.addEventListener("keydown", (event) => {
    const row = rows.findIndex((row) => row.includes(event.target));
    const step = steps[event.key];
    if (row < 0 || !step) return;
    event.preventDefault();
    rows[row + step[0]]?.[rows[row].indexOf(event.target) + step[1]]?.focus();
  });
  const hint = { className: "meta", textContent: " Drag over boxes, or move with the arrow keys." };
  table.caption.append(Object.assign(document.createElement("span"), hint));
}

for (const table of document.querySelectorAll("table.week")) begin(table);
