// A lab begins where its organiser sits, until they say otherwise.
const field = document.querySelector("[data-own-zone]")
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
if (field && !field.value && zone?.includes("/")) field.value = zone
