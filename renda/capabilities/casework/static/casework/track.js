// Owns reading the receipt behind # into the field: browsers do not send that part, so no log keeps it.
const field = document.querySelector("[data-receipt]");
const code = location.hash.slice(1, 41).replace(/[^0-9a-z]/gi, "");

if (field && code && !field.value) {
  field.value = code.toUpperCase().match(/.{1,4}/g).join("-");
  history.replaceState(null, "", location.pathname);
  field.form.querySelector("button").focus();
}
